import { Button, Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Translate } from '../../i18n/index.ts';
import { useReference } from '../../session/react.tsx';
import { formatYuan } from '../../ui/format/index.ts';
import { DataTable, MaskedText } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { complaintPath } from '../complaints/index.ts';
import { customerPath, NOTE_ASKED } from '../customers/index.ts';
import { SNOOZES, snoozedUntil } from './reminder-rules.ts';
import type { Reminder, Snooze } from './reminder-rules.ts';
import { markWords, reminderAmount, reminderDay, reminderWords } from './reminder-words.ts';
import styles from './reminders.module.css';
import { ToCallList } from './to-call-list.tsx';
import type { Reminders } from './use-reminders.ts';

export interface ReminderTableProps {
  label: string;
  reminders: Reminders;
  shown: readonly Reminder[];
  /** These are put off or done: they can only come back. */
  put: boolean;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  empty: ReactNode;
}

export function ReminderTable(props: ReminderTableProps): ReactNode {
  const { label, reminders, shown, put, selected, onSelect, empty } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { units } = useReference();
  const { book, today, marks } = reminders;
  const rows = useMemo(() => Uint32Array.from(shown, (_, i) => i), [shown]);
  const at = useMemo(() => (i: number) => shown[i]!, [shown]);
  const finish = (ids: readonly string[], act: Act): void => {
    if (act === 'done') book.mark(ids, { kind: 'done' });
    else if (act === 'restore') book.mark(ids, null);
    else book.mark(ids, { kind: 'until', day: snoozedUntil(act, today) });
    onSelect(new Set([...selected].filter((id) => !ids.includes(id))));
  };
  const columns: DataColumn<Reminder>[] = [
    {
      key: 'customer',
      title: t('reminders.column.customer'),
      width: 96,
      grow: 1,
      render: (reminder) => (
        <Link className={styles['name']} to={placeOf(reminder)} state={NOTE_ASKED}>
          {reminder.customer.name}
        </Link>
      ),
      text: ({ customer }) => customer.name,
    },
    {
      key: 'phone',
      title: t('reminders.column.phone'),
      width: 118,
      render: ({ customer }) => (
        <MaskedText kind="phone" value={customer.contactPhone} customerCode={customer.customerCode} />
      ),
    },
    {
      key: 'community',
      title: t('reminders.column.community'),
      width: 100,
      render: ({ customer }) => units.get(customer.communityCode)?.name ?? customer.communityCode,
    },
    {
      key: 'what',
      title: t('reminders.column.what'),
      width: 144,
      grow: 2,
      render: (reminder) => markWords(reminderWords(reminder, today, t), marks.get(reminder.id), t),
    },
    {
      key: 'day',
      title: t('reminders.column.day'),
      width: 92,
      render: (reminder) => reminderDay(reminder) ?? t('common.none'),
    },
    {
      key: 'amount',
      title: t('reminders.column.amount'),
      width: 80,
      align: 'right',
      render: (reminder) => {
        const amount = reminderAmount(reminder);
        return amount === null ? t('common.none') : formatYuan(amount);
      },
    },
    {
      key: 'acts',
      title: '',
      width: put ? 72 : 128,
      render: ({ id }) => <Acts put={put} onAct={(act) => finish([id], act)} />,
    },
  ];
  const chosen = [...selected];
  const picked = shown.filter(({ id }) => selected.has(id));
  const kind = picked[0]?.kind;
  return (
    <DataTable<Reminder>
      label={label}
      columns={columns}
      rows={rows}
      at={at}
      rowKey={rowKey}
      selected={selected}
      onSelect={onSelect}
      onOpen={(reminder) => void navigate(placeOf(reminder), { state: NOTE_ASKED })}
      empty={empty}
      selectionBar={
        <div className={styles['bar']}>
          <b>{t('reminders.act.selected', { count: chosen.length })}</b>
          {put || kind === undefined ? null : <ToCallList kind={kind} reminders={picked} />}
          <Acts put={put} onAct={(act) => finish(chosen, act)} />
          <Button size="small" type="text" onClick={() => onSelect(new Set())}>
            {t('reminders.act.clear')}
          </Button>
        </div>
      }
    />
  );
}

const rowKey = ({ id }: Reminder): string => id;

/** Where something is done about it. */
const placeOf = ({ customer, complaint }: Reminder): string =>
  complaint === undefined ? customerPath(customer.customerCode) : complaintPath(complaint.complaintId);

type Act = Snooze | 'done' | 'restore';

const snoozeItems = (t: Translate): NonNullable<MenuProps['items']> =>
  SNOOZES.map((key) => ({ key, label: t(`reminders.act.${key}`) }));

function Acts({ put, onAct }: { put: boolean; onAct: (act: Act) => void }): ReactNode {
  const { t } = useTranslation();
  if (put)
    return (
      <Button size="small" onClick={() => onAct('restore')}>
        {t('reminders.act.restore')}
      </Button>
    );
  return (
    <span className={styles['acts']}>
      <Dropdown
        trigger={['click']}
        menu={{
          items: snoozeItems(t),
          onClick: ({ key }) => {
            const snooze = SNOOZES.find((one) => one === key);
            if (snooze !== undefined) onAct(snooze);
          },
        }}
      >
        <Button size="small">{t('reminders.act.later')}</Button>
      </Dropdown>
      <Button size="small" onClick={() => onAct('done')}>
        {t('reminders.act.done')}
      </Button>
    </span>
  );
}
