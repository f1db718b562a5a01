import type { SegmentLine } from '../../../shared/api/outbound.ts';
import { REPORTING_SEGMENTS } from '../../../shared/domain/org-units.ts';
import type { Translate } from '../../i18n/index.ts';
import type { ChartSheet } from '../workbench/index.ts';

type Counts = SegmentLine['customers'];
type Figures = Pick<SegmentLine, 'customers' | 'subscriptions' | 'differing'>;

export const countOf = (counts: Counts): number =>
  REPORTING_SEGMENTS.reduce((sum, segment) => sum + counts[segment], 0);

/** The last line: what the lines come to. */
export function sumOf(lines: readonly SegmentLine[]): Figures {
  const total = (key: 'customers' | 'subscriptions'): Counts =>
    Object.fromEntries(
      REPORTING_SEGMENTS.map((segment) => [
        segment,
        lines.reduce((sum, line) => sum + line[key][segment], 0),
      ]),
    ) as Counts;
  return {
    customers: total('customers'),
    subscriptions: total('subscriptions'),
    differing: lines.reduce((sum, line) => sum + line.differing, 0),
  };
}

/** The report as a sheet of the house format: a line a department, customers and subscriptions apart. */
export function segmentSheet(lines: readonly SegmentLine[], t: Translate): ChartSheet {
  const header = (words: 'customersOf' | 'subscriptionsOf', segment: string): string =>
    t(`quality.segments.${words}`, { segment });
  const segments = REPORTING_SEGMENTS.map((segment) => ({ segment, word: t(`domain.segment.${segment}`) }));
  const total = t('quality.segments.total');
  return {
    kinds: ['billing_users'],
    filter: [],
    columns: [
      { key: 'code', header: t('quality.segments.departmentCode'), kind: 'text', width: 18 },
      { key: 'name', header: t('quality.segments.department'), kind: 'text', width: 24 },
      { key: 'network', header: t('quality.segments.network'), kind: 'text', width: 24 },
      ...segments.map(({ segment, word }) => ({
        key: `customers.${segment}`,
        header: header('customersOf', word),
        kind: 'count' as const,
        width: 12,
      })),
      { key: 'customers', header: header('customersOf', total), kind: 'count', width: 12 },
      ...segments.map(({ segment, word }) => ({
        key: `subscriptions.${segment}`,
        header: header('subscriptionsOf', word),
        kind: 'count' as const,
        width: 12,
      })),
      { key: 'subscriptions', header: header('subscriptionsOf', total), kind: 'count', width: 12 },
      { key: 'differing', header: t('quality.segments.differing'), kind: 'count', width: 14 },
    ],
    rows: lines.map((line) => ({
      code: line.department_code,
      name: line.name,
      network: line.network_name,
      ...Object.fromEntries(
        REPORTING_SEGMENTS.flatMap((segment) => [
          [`customers.${segment}`, line.customers[segment]],
          [`subscriptions.${segment}`, line.subscriptions[segment]],
        ]),
      ),
      customers: countOf(line.customers),
      subscriptions: countOf(line.subscriptions),
      differing: line.differing,
    })),
  };
}
