import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../../shared/lib/dates.ts';
import type { CustomerDetail, InteractionView } from '../../../data/types.ts';
import { useReference } from '../../../session/react.tsx';
import { momentOf, shortDay } from '../../../ui/format/index.ts';
import { EmptyState, Panel } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { choiceWord, outcomeChoices, purposeChoices } from './interaction-choices.ts';
import { staffName } from './staff-names.ts';
import {
  buildTimeline,
  filterTimeline,
  TIMELINE_FILTERS,
  type TimelineEntry,
  type TimelineFilter,
} from './timeline.ts';

interface EntryContext {
  today: Day;
  community: string;
  /** Own records can be changed; null where the person may not write. */
  editor: { staffNo: string; onEdit: (interaction: InteractionView) => void } | null;
}

/** 往来: what people wrote and what happened to the customer, newest first. */
export function TimelinePanel(props: {
  detail: CustomerDetail;
  today: Day;
  editor: EntryContext['editor'];
}): ReactNode {
  const { detail, today, editor } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const entries = useMemo(
    () => buildTimeline(detail.customer, detail.balance, detail.interactions),
    [detail],
  );
  const shown = filterTimeline(entries, filter);
  const community = units.get(detail.customer.communityCode)?.name ?? detail.customer.communityCode;
  return (
    <Panel
      fill
      title={t('customer.timeline.title')}
      hint={t('customer.timeline.count', { count: entries.length })}
      actions={
        <Segmented<TimelineFilter>
          size="small"
          aria-label={t('customer.timeline.filter')}
          value={filter}
          options={TIMELINE_FILTERS.map((value) => ({ value, label: t(`customer.timeline.${value}`) }))}
          onChange={setFilter}
        />
      }
    >
      {shown.length === 0 ? (
        <EmptyState title={t('customer.timeline.noneOfKind')} />
      ) : (
        <TimelineList entries={shown} context={{ today, community, editor }} />
      )}
    </Panel>
  );
}

function TimelineList(props: { entries: readonly TimelineEntry[]; context: EntryContext }): ReactNode {
  return (
    <ul className={styles['timeline']}>
      {props.entries.map((entry) => (
        <Entry key={entry.id} entry={entry} context={props.context} />
      ))}
    </ul>
  );
}

/** The newest entries beside another task; nothing is changed here. */
export function LatestTimeline(props: { detail: CustomerDetail; today: Day; most: number }): ReactNode {
  const { detail, today, most } = props;
  const { units } = useReference();
  const { customer, balance, interactions } = detail;
  const community = units.get(customer.communityCode)?.name ?? customer.communityCode;
  const entries = useMemo(
    () => buildTimeline(customer, balance, interactions).slice(0, most),
    [customer, balance, interactions, most],
  );
  return <TimelineList entries={entries} context={{ today, community, editor: null }} />;
}

function Entry({ entry, context }: { entry: TimelineEntry; context: EntryContext }): ReactNode {
  const { t } = useTranslation();
  if (entry.kind === 'interaction')
    return <InteractionEntry interaction={entry.interaction} context={context} />;
  const words = {
    placement: () =>
      entry.kind === 'placement'
        ? t(`customer.timeline.placed.${entry.placement.kind}`, { community: context.community })
        : '',
    joined: () =>
      entry.kind === 'joined' ? t('customer.timeline.joined', { number: entry.accessNumber }) : '',
    arrears: () =>
      entry.kind === 'arrears'
        ? t('customer.timeline.arrears', { number: entry.accessNumber, month: unbroken(entry.sinceMonth) })
        : '',
  };
  return (
    <li className={styles['entry']}>
      <div className={styles['entryHead']}>
        <span>{shortDay(entry.at, context.today)}</span>
        <span>
          {entry.kind === 'arrears' ? t('customer.arrears.title') : t('customer.timeline.placement')}
        </span>
        <span>{entry.kind === 'arrears' ? t('domain.source.ACCOUNTS') : t('customer.timeline.system')}</span>
      </div>
      <div className={styles['entryText']}>{words[entry.kind]()}</div>
    </li>
  );
}

/** `2026-05` stays in one line: a word joiner forbids the break after the hyphen. */
const unbroken = (month: string): string => month.replaceAll('-', '-\u2060');

function InteractionEntry({
  interaction,
  context,
}: {
  interaction: InteractionView;
  context: EntryContext;
}): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { editor, today } = context;
  const about = [
    choiceWord(interaction.purpose, purposeChoices(t)),
    choiceWord(interaction.outcome, outcomeChoices(t)),
  ].filter(Boolean);
  const settled = !interaction.waiting && !interaction.attention;
  return (
    <li className={styles['entry']} data-done={settled}>
      <div className={styles['entryHead']}>
        <span>{momentOf(interaction.happenedAt, today)}</span>
        <span>{t(`domain.interaction.${interaction.kind}`)}</span>
        <span>{staffName(interaction.staffNo, units)}</span>
        <span className={styles['entryMark']}>
          {editor?.staffNo === interaction.staffNo && !interaction.attention && (
            <button type="button" className={styles['edit']} onClick={() => editor.onEdit(interaction)}>
              {t('customer.timeline.edit')}
            </button>
          )}
          {interaction.attention && (
            <span className={styles['soon']}>{t('customer.timeline.attention')}</span>
          )}
          {interaction.waiting && !interaction.attention && (
            <span className={styles['waiting']}>{t('customer.timeline.waiting')}</span>
          )}
        </span>
      </div>
      <div className={styles['entryText']}>
        {about.length > 0 && <span className={styles['bold']}>{about.join(' · ')}</span>}
        {about.length > 0 && interaction.note !== '' && <br />}
        {interaction.note}
      </div>
      <NextStep interaction={interaction} today={today} />
    </li>
  );
}

function NextStep({ interaction, today }: { interaction: InteractionView; today: Day }): ReactNode {
  const { t } = useTranslation();
  const { nextStep: text, nextOn } = interaction;
  if (text === undefined && nextOn === undefined) return null;
  const day = nextOn === undefined ? '' : shortDay(nextOn, today);
  const words =
    nextOn === undefined
      ? t('customer.timeline.nextStep', { text })
      : text === undefined
        ? t('customer.timeline.nextDay', { day })
        : t('customer.timeline.nextOn', { day, text });
  return <div className={styles['note']}>{words}</div>;
}
