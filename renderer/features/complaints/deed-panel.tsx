import { App, Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dueOf, isPossibleDue, isUnsolved, LONGEST_STEP } from '../../../shared/domain/complaints.ts';
import { useWorkspace } from '../../session/react.tsx';
import { useDraft } from '../../session/use-draft.ts';
import { today as todayOf } from '../../ui/format/index.ts';
import { ErrorState, useServerNow, takeFocus } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { doWith, lastDue } from './acts.ts';
import type { ComplaintDeed } from './acts.ts';
import { ColleagueChoice } from './colleague-choice.tsx';
import { actOfForm, deedDraftsOf, deedKey, deedOf, EMPTY_DEED } from './deed-draft.ts';
import type { AskedAct } from './deed-draft.ts';
import type { ComplaintLine } from '../../data/complaint-lines.ts';
import styles from './complaints.module.css';

/**
 * What can be done in this state, one form at a time; absent for who may not write about the customer. An open form
 * stays open when the state changes beneath it.
 */
export function DeedPanel({ line }: { line: ComplaintLine }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const { may, staff } = useAccess();
  const [asked, setAsked] = useState<AskedAct | null>(null);
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const { complaint, customer } = line;
  if (customer === null || !may('customer.write', customer.communityCode)) return null;
  /** @returns whether it is safely in the outbox */
  const perform = async (deed: ComplaintDeed): Promise<boolean> => {
    setFailed(false);
    try {
      await doWith(workspace, complaint, customer.name, deed);
      message.success(t('complaints.act.kept'));
      return true;
    } catch {
      setFailed(true);
      return false;
    }
  };
  const performAsked = async (deed: ComplaintDeed): Promise<boolean> => {
    setSaving(true);
    const kept = await perform(deed);
    setSaving(false);
    return kept;
  };
  const key = asked === null ? '' : deedKey(complaint.complaintId, asked);
  // What is being saved shows in the state already, and is not asked for something else because of that.
  const form =
    asked === null || saving ? asked : actOfForm(asked, complaint.state, deedDraftsOf(workspace).get(key));
  const own = complaint.owner === staff.staff_no;
  const button = (act: AskedAct, label: string, primary = false): ReactNode => (
    <Button
      size="small"
      {...(primary && form === null ? { type: 'primary' as const } : {})}
      onClick={() => setAsked(act)}
    >
      {label}
    </Button>
  );
  const mayTake = isUnsolved(complaint) && !(own && complaint.state === 'IN_WORK');
  return (
    <div className={styles['deeds']}>
      <div className={styles['buttons']}>
        {mayTake && (
          <Button size="small" onClick={() => void perform({ act: 'TAKE' })}>
            {own ? t('complaints.act.begin') : t('complaints.act.take')}
          </Button>
        )}
        {button('NOTE', t('complaints.act.note'))}
        {isUnsolved(complaint) && button('HAND', t('complaints.act.hand'))}
        {isUnsolved(complaint) && button('SOLVE', t('complaints.act.solve'), true)}
        {!isUnsolved(complaint) && button('REOPEN', t('complaints.act.reopen'))}
        {complaint.state === 'SOLVED' && button('CLOSE', t('complaints.act.close'), true)}
      </div>
      {form !== null && (
        <AskedForm
          key={key}
          draftKey={key}
          act={form}
          line={line}
          community={customer.communityCode}
          saving={saving}
          onDo={performAsked}
          onClose={() => setAsked(null)}
        />
      )}
      {failed && <ErrorState title={t('complaints.failed')} text={t('complaints.failedHint')} />}
    </div>
  );
}

const QUESTION = { HAND: 'hand', NOTE: 'note', SOLVE: 'solve', CLOSE: 'close', REOPEN: 'reopen' } as const;

function AskedForm(props: {
  draftKey: string;
  act: AskedAct;
  line: ComplaintLine;
  community: string;
  saving: boolean;
  /** Resolves with whether it is kept. */
  onDo: (deed: ComplaintDeed) => Promise<boolean>;
  onClose: () => void;
}): ReactNode {
  const { draftKey, act, line, community, saving, onDo, onClose } = props;
  const { t } = useTranslation();
  const today = todayOf(useServerNow());
  const { draft, change, forget } = useDraft(deedDraftsOf, draftKey, () => EMPTY_DEED);
  const dueOn = draft.dueOn ?? dueOf(line.complaint.kind, today);
  const deed = deedOf(act, { ...draft, dueOn: isPossibleDue(today, dueOn) ? dueOn : null });
  const leave = (): void => {
    forget();
    onClose();
  };
  const save = async (): Promise<void> => {
    if (deed === null || saving) return;
    if (await onDo(deed)) leave();
  };
  return (
    <div
      className={styles['asked']}
      role="form"
      aria-label={t(`complaints.ask.ok.${act}`)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      {act === 'HAND' ? (
        <ColleagueChoice
          id="complaint-to"
          community={community}
          value={draft.to}
          onChange={(to) => change({ to })}
        />
      ) : (
        <Input.TextArea
          ref={takeFocus}
          rows={3}
          maxLength={LONGEST_STEP}
          aria-label={t(`complaints.ask.${QUESTION[act]}`)}
          placeholder={t(`complaints.ask.${QUESTION[act]}`)}
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      )}
      {act === 'REOPEN' && (
        <DatePicker
          aria-label={t('complaints.ask.dueOn')}
          allowClear={false}
          value={dayjs(dueOn)}
          disabledDate={(day) => {
            const due = day.format('YYYY-MM-DD');
            return due < today || due > lastDue(today);
          }}
          onChange={(day) => change({ dueOn: day?.format('YYYY-MM-DD') ?? dueOn })}
        />
      )}
      <div className={styles['foot']}>
        <span className={styles['local']}>{t('customer.note.local')}</span>
        <Button size="small" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button
          size="small"
          type="primary"
          disabled={deed === null}
          loading={saving}
          onClick={() => void save()}
        >
          {t(`complaints.ask.ok.${act}`)}
        </Button>
      </div>
    </div>
  );
}
