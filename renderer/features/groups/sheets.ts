import type { Month } from '../../../shared/lib/dates.ts';
import { ENDED, GroupProductFigure } from '../../../shared/reports/index.ts';
import type { GroupInformation } from '../../../shared/reports/index.ts';
import type { Translate } from '../../i18n/index.ts';
import type { ChartSheet } from '../workbench/index.ts';

/** What most members have comes first, what has ended last. */
export const productLines = ({ products }: GroupInformation): { product: string; figures: number[] }[] =>
  Object.entries(products)
    .map(([product, figures]) => ({ product, figures }))
    .sort(
      (a, b) =>
        Number(a.product === ENDED) - Number(b.product === ENDED) ||
        b.figures[0]! - a.figures[0]! ||
        (a.product < b.product ? -1 : 1),
    );

export const productName = (product: string, t: Translate): string =>
  product === ENDED ? t('groups.information.ended') : product;

/** A product a row; what the group comes to as a whole stands in 说明. */
export function informationSheet(
  information: GroupInformation,
  month: Month | null,
  t: Translate,
): ChartSheet {
  const { SUBSCRIPTIONS, IN_SERVICE, CUSTOMERS, REVENUE, ARREARS } = GroupProductFigure;
  return {
    kinds: ['billing_users', 'bi_fees', 'arrears', 'agreements'],
    filter: [
      `${t('groups.fact.members')} ${t('groups.fact.customers', { count: information.customers })}`,
      `${t('groups.fact.live')} ${t('groups.fact.customers', { count: information.live })}`,
    ],
    columns: [
      { key: 'product', header: t('groups.information.product'), kind: 'text', width: 24 },
      { key: 'subscriptions', header: t('groups.information.subscriptions'), kind: 'count', width: 10 },
      { key: 'inService', header: t('groups.information.inService'), kind: 'count', width: 10 },
      { key: 'customers', header: t('groups.information.customers'), kind: 'count', width: 10 },
      {
        key: 'revenue',
        header: t('groups.information.revenue', { month: month ?? '' }),
        kind: 'money',
        width: 16,
      },
      { key: 'arrears', header: t('groups.information.arrears'), kind: 'money', width: 14 },
    ],
    rows: productLines(information).map(({ product, figures }) => ({
      product: productName(product, t),
      subscriptions: figures[SUBSCRIPTIONS]!,
      inService: figures[IN_SERVICE]!,
      customers: figures[CUSTOMERS]!,
      revenue: figures[REVENUE]!,
      arrears: figures[ARREARS]!,
    })),
  };
}
