import type { Adjustment } from '../../../shared/api/adjustments.ts';
import { isoInShanghai, minuteOf } from '../../../shared/lib/dates.ts';
import type { Translate } from '../../i18n/index.ts';
import type { ChartSheet } from '../workbench/index.ts';
import { actorWords } from './log-words.ts';
import type { LogFilter } from './use-adjustments.ts';

/** The log as a sheet of the house format: codes beside names, so that it can be matched with others. */
export function logSheet(rows: readonly Adjustment[], filter: readonly string[], t: Translate): ChartSheet {
  return {
    kinds: [],
    filter,
    columns: [
      { key: 'code', header: t('reassignment.log.customerCode'), kind: 'text', width: 16 },
      { key: 'name', header: t('reassignment.column.customer'), kind: 'text', width: 20 },
      { key: 'at', header: t('reassignment.log.at'), kind: 'text', width: 18 },
      { key: 'kind', header: t('reassignment.log.kind'), kind: 'text', width: 12 },
      { key: 'fromCode', header: t('reassignment.log.fromCode'), kind: 'text', width: 18 },
      { key: 'from', header: t('reassignment.log.from'), kind: 'text', width: 20 },
      { key: 'toCode', header: t('reassignment.log.toCode'), kind: 'text', width: 18 },
      { key: 'to', header: t('reassignment.log.to'), kind: 'text', width: 20 },
      { key: 'actor', header: t('reassignment.log.actor'), kind: 'text', width: 12 },
      { key: 'reason', header: t('reassignment.column.reason'), kind: 'text', width: 40 },
      { key: 'batch', header: t('reassignment.log.batch'), kind: 'text', width: 38 },
    ],
    rows: rows.map((row) => ({
      code: row.customer_code,
      name: row.customer_name,
      at: minuteOf(isoInShanghai(new Date(row.logged_at))),
      kind: t(`reassignment.log.kinds.${row.kind}`),
      fromCode: row.from_community ?? '',
      from: row.from_name ?? '',
      toCode: row.to_community ?? '',
      to: row.to_name ?? '',
      actor: actorWords(row, t),
      reason: row.reason,
      batch: row.batch_id ?? row.request_id ?? '',
    })),
  };
}

/** The filter as lines of the sheet 说明; the unit is told there as the scope. */
export function filterWords(filter: LogFilter, t: Translate): string[] {
  const line = (label: string, value: string | undefined): string[] =>
    value === undefined ? [] : [t('reassignment.log.condition', { label, value })];
  const days = [filter.fromDay, filter.toDay].some((day) => day !== undefined)
    ? `${filter.fromDay ?? '…'} – ${filter.toDay ?? '…'}`
    : undefined;
  return [
    ...line(t('reassignment.log.kind'), filter.kind && t(`reassignment.log.kinds.${filter.kind}`)),
    ...line(t('reassignment.log.customerCode'), filter.customerCode),
    ...line(t('reassignment.log.actorNo'), filter.actor),
    ...line(t('reassignment.log.at'), days),
  ];
}
