import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatCount } from '../../ui/format/index.ts';
import { EmptyState, Page, Panel } from '../../ui/index.ts';
import { COMPLAINTS_PATH } from '../complaints/index.ts';
import { customersPath } from '../customers/index.ts';
import { ToCallList } from './to-call-list.tsx';
import { NoticeSwitch } from './notice-switch.tsx';
import { isOfComplaint, REMINDER_KINDS, reminderQuery } from './reminder-rules.ts';
import type { Reminder, ReminderKind } from './reminder-rules.ts';
import { ReminderSettingsForm } from './reminder-settings-form.tsx';
import { ReminderTable } from './reminder-table.tsx';
import styles from './reminders.module.css';
import { useReminders } from './use-reminders.ts';
import type { Reminders } from './use-reminders.ts';

const PUT = 'put';
const GROUPS = [...REMINDER_KINDS, PUT] as const;
type Group = (typeof GROUPS)[number];

const ofGroup = (reminders: Reminders, group: Group): readonly Reminder[] =>
  group === PUT ? reminders.put : reminders.active.filter(({ kind }) => kind === group);

/** 提醒: what is due, kind by kind; each can be put off or ticked off, many at once. */
export function RemindersPage(): ReactNode {
  const { t } = useTranslation();
  const reminders = useReminders();
  const [params, setParams] = useSearchParams();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const group =
    GROUPS.find((one) => one === params.get('kind')) ??
    GROUPS.find((one) => one !== PUT && ofGroup(reminders, one).length > 0) ??
    'followUp';
  const shown = ofGroup(reminders, group);
  const choose = (next: Group): void => {
    setSelected(new Set());
    setParams({ kind: next }, { replace: true });
  };
  return (
    <Page title={t('reminders.title')} hint={reminders.today}>
      <div className={styles['columns']}>
        <div className={styles['side']}>
          <Panel title={t('reminders.groups')} flush>
            <nav className={styles['groups']} aria-label={t('reminders.groups')}>
              {GROUPS.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-current={one === group}
                  data-apart={one === PUT}
                  onClick={() => choose(one)}
                >
                  <span>{t(`reminders.group.${one}`)}</span>
                  <span className={styles['count']}>{formatCount(ofGroup(reminders, one).length)}</span>
                </button>
              ))}
            </nav>
          </Panel>
          <ReminderSettingsForm
            settings={reminders.settings}
            onChange={(change) => reminders.book.change(change)}
          />
          <NoticeSwitch />
        </div>
        <Panel
          fill
          flush
          title={t(`reminders.group.${group}`)}
          {...(group === PUT
            ? {}
            : {
                actions: (
                  <>
                    <ToCallList kind={group} reminders={shown} />
                    <AsList group={group} reminders={reminders} />
                  </>
                ),
              })}
        >
          <ReminderTable
            // Another kind begins at its top.
            key={group}
            label={t(`reminders.group.${group}`)}
            reminders={reminders}
            shown={shown}
            put={group === PUT}
            selected={selected}
            onSelect={setSelected}
            empty={<EmptyState title={t('reminders.empty')} hint={t('reminders.emptyHint')} />}
          />
        </Panel>
      </div>
    </Page>
  );
}

/** The customers of a kind in the list, whether put off or not. */
function AsList({ group, reminders }: { group: ReminderKind; reminders: Reminders }): ReactNode {
  const { t } = useTranslation();
  if (isOfComplaint(group))
    return (
      <Link className={styles['link']} to={COMPLAINTS_PATH}>
        {t('reminders.act.complaints')}
      </Link>
    );
  const { conditions, sort } = reminderQuery(group, reminders.settings, reminders.today);
  return (
    <Link className={styles['link']} to={customersPath(conditions, sort)}>
      {t('reminders.act.list')}
    </Link>
  );
}
