import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { feedbackId } from '../../../shared/domain/feedback.ts';
import type { ListFigure, ListParameter } from '../../../shared/reports/index.ts';
import type { CallListCell, CallListColumn, CallListSpec } from '../../excel/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { useReference } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { callListFileName, exportNotes, useAccess, useWorkbookExport } from '../customers/index.ts';
import type { Access } from '../customers/index.ts';
import type { Reference } from '../../data/types.ts';
import { figureText } from './figures.ts';
import type { FeedbackBook } from './use-feedback.ts';
import type { ListRow, OpenList } from './use-subscription-list.ts';

/** Made into rows at a time; small enough that typing goes on between two. */
const CHUNK = 500;

const KINDS: Record<ListFigure, CallListColumn['kind']> = {
  money: 'money',
  difference: 'money',
  minutes: 'count',
  minutesDifference: 'count',
  percent: 'count',
  day: 'day',
  month: 'month',
  months: 'count',
};

interface Column extends CallListColumn {
  cell: (row: ListRow) => CallListCell;
}

/** Hands the rows of a list to the person as a workbook; those alone that he may take from where they are. */
export function useListExport(
  open: OpenList,
  feedback: FeedbackBook,
): { start: (shown: ArrayLike<number>) => void; running: boolean } {
  const { t } = useTranslation();
  const reference = useReference();
  const access = useAccess();
  const { start: startWorkbook, running } = useWorkbookExport();
  const start = useCallback(
    (shown: ArrayLike<number>): void => {
      const rows = exportable(open, shown, access);
      const context = { t, now: serverNow() };
      const file = callListFileName(listTitle(open, t), context);
      const request = {
        filter: filterLines(open, reference, t),
        freshness: reference.freshness.filter(({ kind }) => open.list.sources.includes(kind)),
        staff: { name: access.staff.name, staffNo: access.staff.staff_no },
      };
      void startWorkbook({
        total: rows.length,
        file,
        make: async (signal, onProgress): Promise<CallListSpec> => {
          const columns = columnsOf(open, feedback, reference, t);
          const made: Record<string, CallListCell>[] = [];
          for (let from = 0; from < rows.length; from += CHUNK) {
            signal.throwIfAborted();
            for (const row of rows.slice(from, from + CHUNK).map(open.at))
              made.push(Object.fromEntries(columns.map(({ key, cell }) => [key, cell(row)])));
            onProgress(made.length);
            await new Promise((resolve) => setTimeout(resolve, 0));
          }
          return {
            title: t('lists.title'),
            columns: columns.map(({ key, header, kind, width }) => ({ key, header, kind, width })),
            rows: made,
            notes: exportNotes(request, made.length, context),
          };
        },
        words: {
          title: t('lists.exporting.title'),
          working: t('lists.exporting.working', { count: rows.length }),
          unit: t('lists.exporting.rows'),
          done: t('lists.exporting.done', { count: rows.length, file }),
        },
      });
    },
    [open, feedback, t, reference, access, startWorkbook],
  );
  return { start, running };
}

function exportable({ rows, index }: OpenList, shown: ArrayLike<number>, access: Access): number[] {
  const allowed = new Map<string, boolean>();
  return Array.from(shown).filter((row) => {
    const { communityCode } = index.at(rows.keys[row]!);
    const known = allowed.get(communityCode) ?? access.may('customer.export', communityCode);
    allowed.set(communityCode, known);
    return known;
  });
}

const listTitle = ({ query, month }: OpenList, t: Translate): string =>
  [t(`lists.list.${query.list}.name`), month].filter(Boolean).join('_');

/** The list, its unit and its thresholds in words, one a line. */
function filterLines({ query, list, month }: OpenList, { units }: Reference, t: Translate): string[] {
  const lines = [
    `${t(`lists.list.${query.list}.name`)}${t('lists.colon')}${t(`lists.list.${query.list}.rows`)}`,
  ];
  if (query.unit !== undefined) lines.push(`${t('lists.unit')} ${units.get(query.unit)?.name ?? query.unit}`);
  if (month !== null && list.period === 'month') lines.push(`${t('lists.month')} ${month}`);
  for (const key of Object.keys(list.parameters) as ListParameter[]) {
    const value = parameterText(key, query.parameters, t);
    if (value !== null) lines.push(`${t(`lists.parameter.${key}`)} ${value}`);
  }
  if (query.onlyNew) lines.push(t('lists.onlyNew'));
  return lines;
}

function parameterText(
  key: ListParameter,
  { category, feeClass, ...numbers }: OpenList['query']['parameters'],
  t: Translate,
): string | null {
  if (key === 'category') return category === undefined ? null : t(`lists.category.${category}`);
  if (key === 'feeClass') return feeClass === undefined ? null : t(`domain.feeClass.${feeClass}`);
  const value = numbers[key];
  if (value === undefined) return null;
  const figure = key === 'min' || key === 'max' ? figureText('money', value, t) : String(value);
  return `${figure} ${t(`lists.unitOf.${key}`)}`.trim();
}

function columnsOf(
  { list, month }: OpenList,
  { views }: FeedbackBook,
  { units }: Reference,
  t: Translate,
): Column[] {
  const text = (key: string, width: number, cell: Column['cell']): Column => ({
    key,
    header: t(`lists.column.${key as 'revenue'}`),
    kind: 'text',
    width,
    cell,
  });
  const columns: Column[] = [
    text('customerCode', 14, ({ customer }) => customer.customerCode),
    text('name', 16, ({ customer }) => customer.name),
    text('billingAccountNumber', 16, ({ customer }) => customer.billingAccountNumber),
    text(
      'community',
      18,
      ({ customer }) => units.get(customer.communityCode)?.name ?? customer.communityCode,
    ),
    text('subscriptionId', 14, (row) => row.subscriptionId),
    text('accessNumber', 20, (row) => row.accessNumber),
    text('product', 16, (row) => row.product),
    text('status', 10, (row) => t(`domain.status.${row.status}`)),
    text('contactPhone', 14, ({ customer }) => customer.contactPhone),
    text('installationAddress', 40, ({ customer }) => customer.installationAddress),
    ...list.columns.map(({ key, figure }, at): Column => ({
      key: `figure.${key}`,
      header: t(`lists.column.${key as 'revenue'}`),
      kind: KINDS[figure],
      width: 13,
      cell: ({ figures }) => {
        const value = figures[at]!;
        if (Number.isNaN(value)) return null;
        return figure === 'day' || figure === 'month' ? figureText(figure, value, t) : value;
      },
    })),
  ];
  if (list.period === 'month') columns.push(text('isNew', 8, ({ isNew }) => (isNew ? t('lists.new') : null)));
  const topic = list.feedback;
  if (topic === undefined || month === null) return columns;
  const viewOf = ({ subscriptionId }: ListRow) => views.get(feedbackId({ topic, month, subscriptionId }));
  return [
    ...columns,
    text('reason', 14, (row) => {
      const reason = viewOf(row)?.reason;
      return reason === undefined ? null : t(`lists.feedback.reason.${reason}`);
    }),
    text('feedback', 30, (row) => viewOf(row)?.note ?? null),
    { ...text('promisedOn', 12, (row) => viewOf(row)?.promisedOn ?? null), kind: 'day' },
  ];
}
