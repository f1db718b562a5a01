import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import type { Day } from '../../../../shared/lib/dates.ts';
import { formatYuan, type Fen } from '../../../../shared/lib/money.ts';
import { staffName } from '../customer/staff-names.ts';
import type { CustomerConditions } from '../../../data/types.ts';
import { cellWords } from '../../../ui/report-words.ts';
import type { Translate } from '../../../i18n/index.ts';

type ConditionKey = keyof CustomerConditions;

/** One condition in words, and which conditions go when its × is pressed. */
export interface ConditionChip {
  id: string;
  text: string;
  keys: readonly ConditionKey[];
}

export type UnitNames = ReadonlyMap<string, Pick<OrgUnitRow, 'name'> & Partial<Pick<OrgUnitRow, 'staff'>>>;

/** The whole filter in words, in the order of the form: what the chips, an export and an empty list say. */
export function conditionChips(
  conditions: CustomerConditions,
  units: UnitNames,
  t: Translate,
  groupNames: ReadonlyMap<string, string> = new Map(),
): ConditionChip[] {
  const chips: ConditionChip[] = [];
  const add = (id: ConditionKey, text: string, keys: readonly ConditionKey[] = [id]): void => {
    chips.push({ id, text, keys });
  };
  const c = conditions;
  if (c.unitCode)
    add('unitCode', t('customers.chip.unit', { name: units.get(c.unitCode)?.name ?? c.unitCode }));
  if (c.group) add('group', t('customers.chip.group', { name: groupNames.get(c.group) ?? c.group }));
  if (c.text) add('text', t('customers.chip.text', { text: c.text }));
  if (c.status) add('status', t('customers.chip.status', { status: statusWord(c.status, t) }));
  if (c.arrearsMonthsMin !== undefined)
    add('arrearsMonthsMin', t('customers.chip.arrearsMonths', { months: c.arrearsMonthsMin }));
  if (c.arrearsStage !== undefined)
    add('arrearsStage', t('customers.chip.arrearsStage', { stage: stageWord(c.arrearsStage, t) }));
  if (c.arrearsMin !== undefined)
    add('arrearsMin', t('customers.chip.arrearsMin', { amount: plainYuan(c.arrearsMin) }));
  if (c.agreementEndsWithinDays !== undefined)
    add('agreementEndsWithinDays', t('customers.chip.endsWithin', { days: c.agreementEndsWithinDays }));
  const ends = daysWords(c.agreementEndFrom, c.agreementEndTo, t);
  if (ends)
    add('agreementEndFrom', t('customers.chip.ends', { days: ends }), ['agreementEndFrom', 'agreementEndTo']);
  if (c.agreementExpired) add('agreementExpired', t('customers.chip.expired'));
  if (c.withoutAgreement) add('withoutAgreement', t('customers.chip.withoutAgreement'));
  if (c.zeroCharge) add('zeroCharge', t('customers.chip.zeroCharge'));
  if (c.feeMonth !== undefined || c.feeClass !== undefined)
    add('feeMonth', chargedWords(c, t), ['feeMonth', 'feeClass']);
  addChange();
  if (c.prepaidBelow !== undefined)
    add('prepaidBelow', t('customers.chip.prepaidBelow', { amount: plainYuan(c.prepaidBelow) }));
  if (c.nextOnTo !== undefined) add('nextOnTo', t('customers.chip.nextOnTo', { day: c.nextOnTo }));
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
  if (c.reportCell)
    add(
      'reportCell',
      cellWords(t, c.reportCell, (staffNo) => staffName(staffNo, units)),
    );
  if (c.includeClosed) add('includeClosed', t('customers.chip.includeClosed'));
  return chips;

  function addChange(): void {
    const bounds = changeWords(c.changeMin, c.changeMax, t);
    if (!bounds) return;
    const month = c.changeMonth ?? t('customers.chip.thisMonth');
    add('changeMin', t('customers.chip.change', { month, bounds }), [
      'changeMonth',
      'changeMin',
      'changeMax',
    ]);
  }
  function addRange(
    what: 'mean' | 'revenue',
    minKey: 'meanRevenueMin' | 'revenueMin',
    maxKey: 'meanRevenueMax' | 'revenueMax',
  ): void {
    const bounds = rangeWords(c[minKey], c[maxKey], t);
    if (bounds) add(minKey, t(`customers.chip.${what}`, { bounds }), [minKey, maxKey]);
  }
}

/** 11-20 alone, or from when to when; in full, because a chip may be read a year later. */
function daysWords(from: Day | undefined, to: Day | undefined, t: Translate): string | undefined {
  if (from !== undefined && from === to) return from;
  if (from !== undefined && to !== undefined) return t('customers.chip.days', { from, to });
  if (from !== undefined) return t('customers.chip.daysFrom', { day: from });
  return to === undefined ? undefined : t('customers.chip.daysTo', { day: to });
}

function chargedWords(c: CustomerConditions, t: Translate): string {
  const month = c.feeMonth ?? t('customers.chip.thisMonth');
  return c.feeClass === undefined
    ? t('customers.chip.charged', { month })
    : t('customers.chip.chargedClass', { month, feeClass: t(`domain.feeClass.${c.feeClass}`) });
}

/** A fall is an amount below zero at most, a rise one above zero at least. */
function changeWords(min: Fen | undefined, max: Fen | undefined, t: Translate): string | undefined {
  if (min === undefined && max !== undefined && max < 0)
    return t('customers.chip.fallen', { amount: plainYuan(-max) });
  if (max === undefined && min !== undefined && min > 0)
    return t('customers.chip.risen', { amount: plainYuan(min) });
  return rangeWords(min, max, t);
}

export const stageWord = (stage: number, t: Translate): string =>
  stage >= 6 ? t('domain.arrearsStageLast') : t('domain.arrearsStage', { count: stage });

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
