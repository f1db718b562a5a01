import { App, Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dueOf, isPossibleDue, isUnsolved, LONGEST_STEP } from '../../../shared/domain/complaints.ts';
import type { ComplaintAct } from '../../../shared/domain/complaints.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { ErrorState, useServerNow, takeFocus } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { doWith, lastDue } from './acts.ts';
import type { ComplaintDeed } from './acts.ts';
import { ColleagueChoice } from './colleague-choice.tsx';
import type { ComplaintLine } from '../../data/complaint-lines.ts';
import styles from './complaints.module.css';

/** What asks for words, for a colleague or for a day before it is done. */
type Asked = Exclude<ComplaintAct, 'TAKE'>;

/** What can be done in this state, one form at a time; absent for who may not write about the customer. */
export function DeedPanel({ line }: { line: ComplaintLine }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const { may, staff } = useAccess();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failed, setFailed] = useState(false);
  const { complaint, customer } = line;
  if (customer === null || !may('customer.write', customer.communityCode)) return null;
  /** @returns whether it is safely in the outbox */
  const perform = async (deed: ComplaintDeed): Promise<boolean> => {
    setFailed(false);
    try {
      await doWith(workspace, complaint, customer.name, deed);
      message.success(t('complaints.act.kept'));
      setAsked(null);
      return true;
    } catch {
      setFailed(true);
      return false;
    }
  };
  const own = complaint.owner === staff.staff_no;
  const button = (act: Asked, label: string, primary = false): ReactNode => (
    <Button
      size="small"
      {...(primary && asked === null ? { type: 'primary' as const } : {})}
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
      {asked !== null && (
        <AskedForm
          key={asked}
          act={asked}
          line={line}
          community={customer.communityCode}
          onDo={perform}
          onCancel={() => setAsked(null)}
        />
      )}
      {failed && <ErrorState title={t('complaints.failed')} text={t('complaints.failedHint')} />}
    </div>
  );
}

const QUESTION = { HAND: 'hand', NOTE: 'note', SOLVE: 'solve', CLOSE: 'close', REOPEN: 'reopen' } as const;

function AskedForm(props: {
  act: Asked;
  line: ComplaintLine;
  community: string;
  onDo: (deed: ComplaintDeed) => Promise<boolean>;
  onCancel: () => void;
}): ReactNode {
  const { act, line, community, onDo, onCancel } = props;
  const { t } = useTranslation();
  const today = todayOf(useServerNow());
  const [text, setText] = useState('');
  const [to, setTo] = useState<string | null>(null);
  const [dueOn, setDue] = useState<Day>(dueOf(line.complaint.kind, today));
  const [saving, setSaving] = useState(false);
  const deed = deedOf(act, { text: text.trim(), to, dueOn: isPossibleDue(today, dueOn) ? dueOn : null });
  const save = async (): Promise<void> => {
    if (deed === null || saving) return;
    setSaving(true);
    if (!(await onDo(deed))) setSaving(false);
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
        <ColleagueChoice id="complaint-to" community={community} value={to} onChange={setTo} />
      ) : (
        <Input.TextArea
          ref={takeFocus}
          rows={3}
          maxLength={LONGEST_STEP}
          aria-label={t(`complaints.ask.${QUESTION[act]}`)}
          placeholder={t(`complaints.ask.${QUESTION[act]}`)}
          value={text}
          onChange={(event) => setText(event.target.value)}
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
          onChange={(day) => setDue(day?.format('YYYY-MM-DD') ?? dueOn)}
        />
      )}
      <div className={styles['foot']}>
        <span className={styles['local']}>{t('customer.note.local')}</span>
        <Button size="small" onClick={onCancel}>
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

/** Null while something that it needs is missing. */
function deedOf(
  act: Asked,
  { text, to, dueOn }: { text: string; to: string | null; dueOn: Day | null },
): ComplaintDeed | null {
  switch (act) {
    case 'HAND':
      return to === null ? null : { act, to };
    case 'CLOSE':
      return { act, ...(text === '' ? {} : { text }) };
    case 'REOPEN':
      return text === '' || dueOn === null ? null : { act, text, dueOn };
    case 'NOTE':
    case 'SOLVE':
      return text === '' ? null : { act, text };
  }
}
