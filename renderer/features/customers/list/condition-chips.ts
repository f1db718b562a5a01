import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { formatYuan, type Fen } from '../../../../shared/lib/money.ts';
import type { CustomerConditions } from '../../../data/types.ts';
import type { Translate } from '../../../i18n/index.ts';

type ConditionKey = keyof CustomerConditions;

/** One condition in words, and which conditions go when its × is pressed. */
export interface ConditionChip {
  id: string;
  text: string;
  keys: readonly ConditionKey[];
}

export type UnitNames = ReadonlyMap<string, Pick<OrgUnitRow, 'name'>>;

/** The whole filter in words, in the order of the form: what the chips, an export and an empty list say. */
export function conditionChips(
  conditions: CustomerConditions,
  units: UnitNames,
  t: Translate,
): ConditionChip[] {
  const chips: ConditionChip[] = [];
  const add = (id: ConditionKey, text: string, keys: readonly ConditionKey[] = [id]): void => {
    chips.push({ id, text, keys });
  };
  const c = conditions;
  if (c.unitCode)
    add('unitCode', t('customers.chip.unit', { name: units.get(c.unitCode)?.name ?? c.unitCode }));
  if (c.text) add('text', t('customers.chip.text', { text: c.text }));
  if (c.status) add('status', t('customers.chip.status', { status: statusWord(c.status, t) }));
  if (c.arrearsMonthsMin !== undefined)
    add('arrearsMonthsMin', t('customers.chip.arrearsMonths', { months: c.arrearsMonthsMin }));
  if (c.arrearsMin !== undefined)
    add('arrearsMin', t('customers.chip.arrearsMin', { amount: plainYuan(c.arrearsMin) }));
  if (c.agreementEndsWithinDays !== undefined)
    add('agreementEndsWithinDays', t('customers.chip.endsWithin', { days: c.agreementEndsWithinDays }));
  if (c.agreementExpired) add('agreementExpired', t('customers.chip.expired'));
  if (c.withoutAgreement) add('withoutAgreement', t('customers.chip.withoutAgreement'));
  if (c.zeroCharge) add('zeroCharge', t('customers.chip.zeroCharge'));
  addRange('mean', 'meanRevenueMin', 'meanRevenueMax');
  addRange('revenue', 'revenueMin', 'revenueMax');
  if (c.reportingSegment)
    add(
      'reportingSegment',
      t('customers.chip.segment', { segment: t(`domain.segment.${c.reportingSegment}`) }),
    );
  if (c.product) add('product', t('customers.chip.product', { product: c.product }));
  if (c.firstSeenMonth) add('firstSeenMonth', t('customers.chip.firstSeen', { month: c.firstSeenMonth }));
  if (c.openOrders) add('openOrders', t('customers.chip.openOrders'));
  if (c.inPool) add('inPool', t('customers.chip.inPool'));
  if (c.includeClosed) add('includeClosed', t('customers.chip.includeClosed'));
  return chips;

  function addRange(
    what: 'mean' | 'revenue',
    minKey: 'meanRevenueMin' | 'revenueMin',
    maxKey: 'meanRevenueMax' | 'revenueMax',
  ): void {
    const bounds = rangeWords(c[minKey], c[maxKey], t);
    if (bounds) add(minKey, t(`customers.chip.${what}`, { bounds }), [minKey, maxKey]);
  }
}

function rangeWords(min: Fen | undefined, max: Fen | undefined, t: Translate): string | undefined {
  if (min !== undefined && max !== undefined)
    return t('customers.chip.between', { min: plainYuan(min), max: plainYuan(max) });
  if (min !== undefined) return t('customers.chip.atLeast', { amount: plainYuan(min) });
  if (max !== undefined) return t('customers.chip.atMost', { amount: plainYuan(max) });
  return undefined;
}

export const statusWord = (status: NonNullable<CustomerConditions['status']>, t: Translate): string =>
  status === 'LIVE' ? t('customers.status.LIVE') : t(`domain.status.${status}`);

/** Round amounts as people say them: 150, not 150.00. */
export const plainYuan = (fen: Fen): string => formatYuan(fen).replace(/\.00$/, '');

export const filterInWords = (conditions: CustomerConditions, units: UnitNames, t: Translate): string =>
  conditionChips(conditions, units, t)
    .map((chip) => chip.text)
    .join(t('customers.chip.separator'));
