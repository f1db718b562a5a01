import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { offerSources } from '../../../shared/reports/index.ts';
import type { Reference } from '../../data/types.ts';
import type { CallListCell, CallListColumn, CallListSpec } from '../../excel/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { useReference } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { callListFileName, exportNotes, useAccess, useWorkbookExport } from '../customers/index.ts';
import { figureKey } from './use-matched-rows.ts';
import type { MatchedRow, MatchedRows } from './use-matched-rows.ts';
import type { OffersState } from './use-offers.ts';
import { conditionsText, figureText, figureTitle } from './words.ts';

/** Made into rows at a time; small enough that typing goes on between two. */
const CHUNK = 500;

interface Column extends CallListColumn {
  cell: (row: MatchedRow) => CallListCell;
}

/** Hands those under the rule to the person as a workbook; those alone that he may take from where they are. */
export function useOfferExport(
  state: OffersState,
  { at, telling }: MatchedRows,
): { start: (rows: ArrayLike<number>) => void; running: boolean } {
  const { t } = useTranslation();
  const reference = useReference();
  const access = useAccess();
  const { start: startWorkbook, running } = useWorkbookExport();
  const { chosen } = state;
  const start = useCallback(
    (shown: ArrayLike<number>): void => {
      const rows = Array.from(shown).filter((row) =>
        access.may('customer.export', at(row).customer.communityCode),
      );
      const context = { t, now: serverNow() };
      const file = callListFileName(chosen.name, context);
      const sources = offerSources(chosen.rule.conditions);
      const request = {
        filter: filterLines(state, reference, t),
        freshness: reference.freshness.filter(({ kind }) => sources.includes(kind)),
        staff: { name: access.staff.name, staffNo: access.staff.staff_no },
      };
      void startWorkbook({
        total: rows.length,
        file,
        make: async (signal, onProgress): Promise<CallListSpec> => {
          const columns = columnsOf(telling, chosen.rule.offer, reference, t);
          const made: Record<string, CallListCell>[] = [];
          for (let from = 0; from < rows.length; from += CHUNK) {
            signal.throwIfAborted();
            for (const row of rows.slice(from, from + CHUNK).map(at))
              made.push(Object.fromEntries(columns.map(({ key, cell }) => [key, cell(row)])));
            onProgress(made.length);
            await new Promise((resolve) => setTimeout(resolve, 0));
          }
          return {
            title: t('offers.half.support'),
            columns: columns.map(({ key, header, kind, width }) => ({ key, header, kind, width })),
            rows: made,
            notes: exportNotes(request, made.length, context),
          };
        },
        words: {
          title: t('offers.exporting.title'),
          working: t('offers.exporting.working', { count: rows.length }),
          unit: t('offers.exporting.unit'),
          done: t('offers.exporting.done', { count: rows.length, file }),
        },
      });
    },
    [state, chosen, at, telling, t, reference, access, startWorkbook],
  );
  return { start, running };
}

/** The rule with its offer and conditions, the unit and the month, one a line. */
function filterLines(
  { chosen: { name, rule }, unitCode, month }: OffersState,
  { units }: Reference,
  t: Translate,
): string[] {
  return [
    `${name}${t('offers.colon')}${rule.offer}`,
    `${t('offers.definition')}${t('offers.colon')}${conditionsText(rule, t)}${t('offers.semicolon')}${t('offers.first')}`,
    ...(unitCode === null ? [] : [units.get(unitCode)?.name ?? unitCode]),
    ...(month === null ? [] : [t('offers.ofMonth', { month })]),
  ];
}

function columnsOf(
  telling: MatchedRows['telling'],
  offer: string,
  { units }: Reference,
  t: Translate,
): Column[] {
  type TextKey =
    | 'customerCode'
    | 'name'
    | 'community'
    | 'product'
    | 'contactPhone'
    | 'installationAddress'
    | 'offer'
    | 'reason';
  const text = (key: TextKey, width: number, cell: Column['cell']): Column => ({
    key,
    header: t(`offers.column.${key}`),
    kind: 'text',
    width,
    cell,
  });
  return [
    text('customerCode', 14, ({ customer }) => customer.customerCode),
    text('name', 16, ({ customer }) => customer.name),
    text(
      'community',
      18,
      ({ customer }) => units.get(customer.communityCode)?.name ?? customer.communityCode,
    ),
    text('product', 16, ({ customer }) => customer.product),
    text('contactPhone', 14, ({ customer }) => customer.contactPhone),
    text('installationAddress', 40, ({ customer }) => customer.installationAddress),
    ...telling.map((condition, i): Column => {
      const { kind } = condition;
      return {
        key: figureKey(i),
        header: figureTitle(condition, t),
        kind: kind === 'agreementEnds' ? 'day' : kind === 'revenue' ? 'money' : 'count',
        width: 16,
        cell: ({ figures }) => (kind === 'agreementEnds' ? figureText(condition, figures[i]!) : figures[i]!),
      };
    }),
    text('offer', 20, () => offer),
    text('reason', 48, ({ reason }) => reason),
  ];
}
