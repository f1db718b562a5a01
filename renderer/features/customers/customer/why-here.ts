import { assertNever } from '../../../../shared/lib/assert-never.ts';
import type { Customer, OrgUnitRow, Placement, Subscription } from '../../../../shared/domain/rows.ts';
import type { Translate } from '../../../i18n/index.ts';

/** Why a customer is in its community, in words: a heading, the facts it rests on, and remarks below a line. */
export interface WhyHere {
  title: string;
  facts: { label: string; value: string }[];
  remarks: string[];
}

type Units = ReadonlyMap<string, Pick<OrgUnitRow, 'name' | 'kind'>>;

export function whyHere(customer: Customer, units: Units, t: Translate): WhyHere {
  const community = units.get(customer.communityCode)?.name ?? customer.communityCode;
  const { title, facts } = reasonOf(customer.placement, t);
  return {
    title,
    facts: [
      ...facts,
      { label: t('customer.why.community'), value: community },
      { label: t('customer.why.since'), value: customer.placement.decidedOn },
    ],
    remarks: remarksOf(customer, t),
  };
}

function reasonOf(placement: Placement, t: Translate): Pick<WhyHere, 'title' | 'facts'> {
  switch (placement.kind) {
    case 'RULE':
      return {
        title: t('customer.why.rule'),
        facts: [
          { label: t('customer.why.cabinet'), value: placement.cabinet },
          { label: t('customer.why.number'), value: placement.number },
          { label: t('customer.why.range'), value: rangeWords(placement, t) },
        ],
      };
    case 'POOL':
      return {
        title: t('customer.why.pool'),
        facts: [
          { label: t('customer.why.reason'), value: t(`customer.why.poolReason.${placement.reason}`) },
          ...(placement.cabinet ? [{ label: t('customer.why.cabinet'), value: placement.cabinet }] : []),
          ...(placement.number ? [{ label: t('customer.why.number'), value: placement.number }] : []),
        ],
      };
    case 'OPENING':
      return { title: t('customer.why.opening'), facts: [] };
    case 'DIVISION':
      return {
        title: t('customer.why.division'),
        facts: [
          { label: t('customer.why.batch'), value: placement.batch },
          { label: t('customer.why.by'), value: placement.by },
        ],
      };
    case 'REASSIGNMENT':
      return {
        title: t('customer.why.reassignment'),
        facts: [
          { label: t('customer.why.request'), value: placement.request },
          { label: t('customer.why.approvedBy'), value: placement.by },
        ],
      };
    default:
      return assertNever(placement, 'placement');
  }
}

/** `0771-6204000` to `0771-6204399` → `6204000–6204399`: the area code that both share says nothing here. */
function rangeWords(rule: { rangeFrom: string | null; rangeTo: string | null }, t: Translate): string {
  if (rule.rangeFrom === null && rule.rangeTo === null) return t('customer.why.anyNumber');
  const from = rule.rangeFrom ?? '…';
  const to = rule.rangeTo ?? '…';
  const area = /^0\d{2,3}-/.exec(from)?.[0];
  return area !== undefined && to.startsWith(area)
    ? `${from.slice(area.length)}–${to.slice(area.length)}`
    : `${from}–${to}`;
}

function remarksOf(customer: Customer, t: Translate): string[] {
  const remarks: string[] = [];
  const { placement } = customer;
  remarks.push(t('customer.why.firstSeen', { month: customer.firstSeenMonth }));
  if (placement.kind === 'POOL' && placement.reason === 'NO_LINE')
    remarks.push(t('customer.why.matchedAgain'));
  if (placement.kind === 'RULE' && placement.tied) remarks.push(t('customer.why.tied'));
  const joined = joinedSubscriptions(customer).length;
  if (joined > 0) remarks.push(t('customer.why.joined', { count: joined }));
  remarks.push(
    customer.lockedUntil
      ? t('customer.why.locked', { day: customer.lockedUntil })
      : t('customer.why.notLocked'),
  );
  if (customer.closedOn) remarks.push(t('customer.why.closed', { day: customer.closedOn }));
  return remarks;
}

/** The subscription that founded the customer and gave it its name: the oldest of those with that name. */
export function foundingSubscription(customer: Customer): Subscription | undefined {
  const byAge = [...customer.subscriptions].sort((a, b) => (a.activatedOn < b.activatedOn ? -1 : 1));
  return byAge.find((subscription) => subscription.name === customer.name) ?? byAge[0];
}

/** Those that came later because they are billed to the same account: the customer did not move for them. */
export function joinedSubscriptions(customer: Customer): Subscription[] {
  const founding = foundingSubscription(customer);
  return customer.subscriptions.filter((subscription) => subscription !== founding);
}
