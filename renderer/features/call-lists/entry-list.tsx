import { Segmented } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isToCall } from '../../../shared/domain/calls.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CallEntryView, CallListView } from '../../data/call-lists.ts';
import type { CustomerSummary } from '../../data/types.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { formatYuan, maskPhone, shortDay } from '../../ui/format/index.ts';
import { Panel } from '../../ui/index.ts';
import styles from './call-lists.module.css';
import type { CallWork } from './use-call-work.ts';
import { resultName } from './words.ts';

type Filter = 'toCall' | 'all';

/** The list at the left, in calling order; what was called just now stays in sight, so that nothing jumps. */
export function EntryList({
  list,
  work,
  today,
}: {
  list: CallListView;
  work: CallWork;
  today: Day;
}): ReactNode {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>('toCall');
  const { ordered, current, justCalled, isHere } = work;
  const waiting = ordered.filter((entry) => isToCall(entry, today) && isHere(entry.customerCode));
  const shown = useMemo(
    () =>
      ordered
        .map((entry, at) => ({ entry, rank: at + 1 }))
        .filter(
          ({ entry }) =>
            filter === 'all' ||
            isToCall(entry, today) ||
            justCalled.has(entry.customerCode) ||
            entry.customerCode === current?.customerCode,
        ),
    [ordered, filter, today, justCalled, current],
  );
  return (
    <Panel
      fill
      flush
      className={styles['list'] ?? ''}
      title={t('calls.work.list')}
      hint={t(`calls.order.${list.order}`)}
      actions={
        <Segmented<Filter>
          size="small"
          aria-label={t('calls.work.filter')}
          value={filter}
          options={[
            { value: 'toCall', label: t('calls.work.toCall', { count: waiting.length }) },
            { value: 'all', label: t('calls.work.all') },
          ]}
          onChange={setFilter}
        />
      }
    >
      <Entries list={list} shown={shown} work={work} today={today} />
    </Panel>
  );
}

const ROW = 32;
/** Rows above the one that is worked: what was just done stays in sight. */
const ABOVE = 4;

function Entries(props: {
  list: CallListView;
  shown: readonly { entry: CallEntryView; rank: number }[];
  work: CallWork;
  today: Day;
}): ReactNode {
  const { list, shown, work, today } = props;
  const { t } = useTranslation();
  const index = useIndex();
  const box = useRef<HTMLUListElement>(null);
  const code = work.current?.customerCode;
  const at = shown.findIndex(({ entry }) => entry.customerCode === code);
  useEffect(() => {
    // Only as far as needed: a list that scrolls by itself under the hand is hard to read.
    const list = box.current;
    if (list === null || at < 0) return;
    const top = at * ROW;
    const inSight = top >= list.scrollTop && top + ROW <= list.scrollTop + list.clientHeight;
    if (!inSight) list.scrollTop = Math.max(0, top - ABOVE * ROW);
  }, [at]);
  if (shown.length === 0) return <p className={styles['allDone']}>{t('calls.work.allDone')}</p>;
  return (
    <ul ref={box} className={styles['entries']} aria-label={list.name}>
      {shown.map(({ entry, rank }) => {
        const position = index.positionOf(entry.customerCode);
        const summary = position === undefined ? null : index.at(position);
        const isCurrent = entry.customerCode === code;
        return (
          <li key={entry.customerCode}>
            <button
              type="button"
              tabIndex={-1}
              aria-current={isCurrent}
              data-called={entry.result !== undefined && !isToCall(entry, today)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => work.goTo(entry.customerCode)}
            >
              <span className={styles['rank']}>{rank}</span>
              <span className={styles['who']}>
                <b>{entry.customerName}</b> <span>{maskPhone(summary?.contactPhone ?? '')}</span>
              </span>
              <EndWord list={list} entry={entry} summary={summary} work={work} today={today} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What the call came to; before it, what the list is ordered by. */
function EndWord(props: {
  list: CallListView;
  entry: CallEntryView;
  summary: CustomerSummary | null;
  work: CallWork;
  today: Day;
}): ReactNode {
  const { list, entry, summary, work, today } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const said = entry.result === undefined ? '' : resultName(list.purpose, entry.result, t);
  if (said !== '' && !isToCall(entry, today))
    return <span className={entry.waiting ? styles['waiting'] : styles['end']}>{said}</span>;
  if (summary === null || !work.isHere(entry.customerCode))
    return <span className={styles['gone']}>{t('calls.work.gone')}</span>;
  if (said !== '') return <span className={styles['again']}>{t('calls.work.again', { said })}</span>;
  const words = {
    DUE: summary.agreementEnd === null ? t('common.none') : shortDay(summary.agreementEnd, today),
    ARREARS: summary.arrears === 0 ? t('common.none') : formatYuan(summary.arrears),
    COMMUNITY: units.get(summary.communityCode)?.name ?? summary.communityCode,
  }[list.order];
  return <span className={styles['end']}>{words}</span>;
}
