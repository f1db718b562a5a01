import { Button, DatePicker, Form, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type { OutboxEntry } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { useWorkspace } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { problemsOf } from './draft-problems.ts';
import type { DraftProblem } from './draft-problems.ts';
import { fieldName, fieldText } from './edit-words.ts';
import { PersonFields } from './person-fields.tsx';
import { draftOf, sendDraft } from './rewrite.ts';
import styles from './sync-panel.module.css';
import { useAct } from './use-act.ts';

/** The edit once more, to be changed and sent anew; what the server would refuse is said before it is sent. */
export function RewriteModal({ entry, onClose }: { entry: OutboxEntry; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [draft, setDraft] = useState(() => draftOf(entry));
  const { busy, act } = useAct();
  const problems = problemsOf(entry, draft);

  const send = async (): Promise<void> => {
    if (await act(() => sendDraft(workspace, entry, draft))) onClose();
  };
  const setText = (field: string, value: string): void =>
    setDraft((known) => ({ ...known, texts: { ...known.texts, [field]: value } }));
  const setPersons = (persons: ContactPerson[]): void => setDraft((known) => ({ ...known, persons }));
  const itemOf = (field: string, control: ReactNode, take: (theirs: unknown) => void): ReactNode => (
    <Form.Item key={field} label={fieldName(field, t)} {...problemProps(problems, field, t)}>
      {control}
      <Theirs entry={entry} field={field} onTake={take} />
    </Form.Item>
  );
  return (
    <Modal
      open
      title={`${entry.customerName} · ${t('sync.attention.rewriteTitle')}`}
      okText={t('sync.attention.rewriteSend')}
      okButtonProps={{ disabled: problems.length > 0 }}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {draft.cleaned && <p className={styles['quiet']}>{t('sync.attention.cleaned')}</p>}
      <Form layout="vertical">
        {Object.entries(draft.texts).map(([field, value]) =>
          itemOf(
            field,
            <TextField field={field} value={value} onChange={(text) => setText(field, text)} />,
            (theirs) => setText(field, typeof theirs === 'string' ? theirs : ''),
          ),
        )}
        {draft.persons !== null &&
          itemOf('persons', <PersonFields persons={draft.persons} onChange={setPersons} />, (theirs) =>
            setPersons(Array.isArray(theirs) ? (theirs as ContactPerson[]) : []),
          )}
      </Form>
    </Modal>
  );
}

function TextField(props: { field: string; value: string; onChange: (text: string) => void }): ReactNode {
  const { t } = useTranslation();
  const { field, value, onChange } = props;
  if (field === 'nextOn') {
    return (
      <DatePicker
        aria-label={fieldName(field, t)}
        value={value === '' ? null : dayjs(value)}
        onChange={(day) => onChange(day === null ? '' : day.format('YYYY-MM-DD'))}
      />
    );
  }
  return (
    <Input.TextArea
      aria-label={fieldName(field, t)}
      autoSize={{ minRows: field === 'note' ? 3 : 1, maxRows: 10 }}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Beside a field that both sides have changed: what the server has, to be taken into this one field. */
function Theirs(props: { entry: OutboxEntry; field: string; onTake: (theirs: unknown) => void }): ReactNode {
  const { t } = useTranslation();
  const conflict = props.entry.conflicts?.find(({ field }) => field === props.field);
  if (conflict === undefined) return null;
  return (
    <div className={styles['theirs']}>
      <span>{t('sync.attention.theirsIs', { value: fieldText(props.field, conflict.theirs, t) })}</span>
      <Button size="small" type="link" onClick={() => props.onTake(conflict.theirs)}>
        {t('sync.attention.takeThis')}
      </Button>
    </div>
  );
}

function problemProps(
  problems: readonly DraftProblem[],
  field: string,
  t: Translate,
): { validateStatus: 'error'; help: string } | object {
  const problem = problems.find((one) => one.field === field);
  return problem === undefined ? {} : { validateStatus: 'error', help: problemText(problem, t) };
}

function problemText(problem: DraftProblem, t: Translate): string {
  if (!('most' in problem)) return t(`sync.problem.${problem.kind}`);
  const { kind, most, now } = problem;
  return t(`sync.problem.${kind}`, { most: formatCount(most), now: formatCount(now) });
}
