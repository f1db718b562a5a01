import { Button } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../data/request-view.ts';
import type { CustomerSummary } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { formatYuan, momentOf, today as todayOf } from '../../ui/format/index.ts';
import { DataTable, EmptyState, useServerNow } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import type { Decision } from './acts.ts';
import type { Units } from './communities.ts';
import type { RequestGroup } from './groups.ts';
import { waitOf } from './groups.ts';
import styles from './reassignment.module.css';
import { stateTone, stateWords, waitWords } from './request-words.ts';
import { whileDeciding } from './while-deciding.ts';

export interface RequestTableProps {
  group: RequestGroup;
  shown: readonly RequestView[];
  current: string | null;
  onCurrent: (requestId: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  /** What is being written of those selected. */
  busy: Decision | null;
  onApprove: () => void;
  onReject: () => void;
}

/** The queue; only what is to be decided can be selected. */
export function RequestTable(props: RequestTableProps): ReactNode {
  const { group, shown, current, onCurrent, selected, onSelect, busy } = props;
  const { t } = useTranslation();
  const index = useIndex();
  const { units } = useReference();
  const now = useServerNow();
  const rows = useMemo(() => Uint32Array.from(shown, (_, i) => i), [shown]);
  const at = useMemo(() => (i: number) => shown[i]!, [shown]);
  const columns = useMemo(() => {
    const summaryOf = ({ customerCode }: RequestView): CustomerSummary | null => {
      const position = index.positionOf(customerCode);
      return position === undefined ? null : index.at(position);
    };
    return columnsOf({ group, units, month: index.thisMonth ?? '', now, summaryOf }, t);
  }, [group, units, index, now, t]);
  const chosen = shown.filter(({ requestId }) => selected.has(requestId));
  const revenue = useMemo(
    () => index.sum(chosen.flatMap(({ customerCode }) => index.positionOf(customerCode) ?? [])).revenue,
    [index, chosen],
  );
  const currentAt = shown.findIndex(({ requestId }) => requestId === current);
  return (
    <DataTable<RequestView>
      label={t(`reassignment.group.${group}`)}
      columns={columns}
      rows={rows}
      at={at}
      rowKey={rowKey}
      rowHeight={50}
      {...(current === null ? {} : { currentKey: current })}
      activeRow={{ at: currentAt, onActive: onCurrent }}
      {...(group === 'inbox' ? { selected, onSelect } : {})}
      onOpen={({ requestId }) => onCurrent(requestId)}
      empty={<EmptyState title={t(`reassignment.empty.${group}`)} hint={t('reassignment.emptyHint')} />}
      selectionBar={
        <div className={styles['bar']}>
          <b>{t('reassignment.bar.selected', { count: chosen.length })}</b>
          <span>
            {t('reassignment.bar.revenue')} <b>{formatYuan(revenue)}</b>
          </span>
          <span className={styles['barEnd']}>
            <Button size="small" onClick={() => onSelect(new Set())}>
              {t('reassignment.bar.clear')}
            </Button>
            <Button size="small" danger {...whileDeciding(busy, 'REJECT')} onClick={props.onReject}>
              {t('reassignment.bar.reject', { count: chosen.length })}
            </Button>
            <Button size="small" type="primary" {...whileDeciding(busy, 'APPROVE')} onClick={props.onApprove}>
              {t('reassignment.bar.approve', { count: chosen.length })}
            </Button>
          </span>
        </div>
      }
    />
  );
}

const rowKey = ({ requestId }: RequestView): string => requestId;

interface Around {
  group: RequestGroup;
  units: Units;
  month: string;
  now: Date;
  summaryOf: (request: RequestView) => CustomerSummary | null;
}

function columnsOf({ group, units, month, now, summaryOf }: Around, t: Translate): DataColumn<RequestView>[] {
  const today = todayOf(now);
  const nameOf = (code: string): string => units.get(code)?.name ?? (code || t('reassignment.unknownPlace'));
  const none = t('common.none');
  const amount = (value: number | null | undefined): ReactNode => (
    <span className={styles['middle']}>
      {value === null || value === undefined || value === 0 ? none : formatYuan(value)}
    </span>
  );
  const wait: DataColumn<RequestView> = {
    key: 'wait',
    title: t('reassignment.column.wait'),
    width: 68,
    align: 'right',
    render: (request) => {
      const waited = waitOf(request, now);
      return (
        <span className={`${styles['middle']} ${waited.long ? styles['soon'] : ''}`}>
          {waitWords(waited, t)}
        </span>
      );
    },
  };
  const state: DataColumn<RequestView> = {
    key: 'state',
    title: t('reassignment.column.state'),
    width: 118,
    grow: 1,
    render: (request) => (
      <span title={stateWords(request, today, t)}>
        <TwoLines
          first={
            <span className={styles[stateTone(request)]}>
              {t(`reassignment.stateShort.${request.state}`)}
            </span>
          }
          second={<StateMark request={request} today={today} />}
        />
      </span>
    ),
  };
  return [
    {
      key: 'customer',
      title: t('reassignment.column.customer'),
      width: 106,
      render: ({ customerName, customerCode, billingAccountNumber }) => (
        <TwoLines first={<b>{customerName}</b>} second={customerCode || billingAccountNumber} />
      ),
      text: ({ customerName }) => customerName,
    },
    {
      key: 'move',
      title: t('reassignment.column.move'),
      width: 124,
      grow: 1,
      render: ({ fromCommunity, toCommunity }) => (
        <TwoLines
          first={
            <>
              {nameOf(fromCommunity)} <span className={styles['quiet']}>→</span>
            </>
          }
          second={<span className={styles['plain']}>{nameOf(toCommunity)}</span>}
        />
      ),
    },
    {
      key: 'reason',
      title: t('reassignment.column.reason'),
      width: 120,
      grow: 2,
      render: ({ reason }) => (
        <span className={styles['clamped']} title={reason}>
          {reason}
        </span>
      ),
      text: ({ reason }) => reason,
    },
    {
      key: 'revenue',
      title: t('reassignment.column.revenue', { month }),
      width: 96,
      align: 'right',
      render: (request) => amount(summaryOf(request)?.revenue),
    },
    {
      key: 'arrears',
      title: t('reassignment.column.arrears'),
      width: 74,
      align: 'right',
      render: (request) => amount(summaryOf(request)?.arrears),
    },
    {
      key: 'asked',
      title: t('reassignment.column.asked'),
      width: 92,
      render: ({ askedByName, askedAt }) => (
        <TwoLines first={askedByName} second={momentOf(askedAt, today)} />
      ),
    },
    group === 'inbox' ? wait : state,
  ];
}

function TwoLines({ first, second }: { first: ReactNode; second: ReactNode }): ReactNode {
  return (
    <span className={styles['lines']}>
      <span>{first}</span>
      <span className={styles['second']}>{second}</span>
    </span>
  );
}

/** What waits here, what was refused, and why somebody sees a request that he neither asked for nor decides. */
function StateMark({ request, today }: { request: RequestView; today: string }): ReactNode {
  const { t } = useTranslation();
  if (request.attention !== null)
    return <span className={styles['bad']}>{t('reassignment.mark.attention')}</span>;
  if (request.waiting !== null)
    return <span className={styles['waiting']}>{t('reassignment.mark.waiting')}</span>;
  if (request.part === 'OLD_HOLDER') return t('reassignment.mark.left');
  if (request.part === 'NEW_HOLDER') return t('reassignment.mark.came');
  const at = request.decidedAt === undefined ? '' : momentOf(request.decidedAt, today);
  return `${request.decidedByName ?? ''} ${at}`.trim();
}
