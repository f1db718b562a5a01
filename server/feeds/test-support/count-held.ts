import type { Agreement, Balance, Customer, FeeClass, Ledger } from '../../../shared/domain/rows.ts';
import { addMonths } from '../../../shared/lib/dates.ts';
import type { Recount } from './recount.ts';

const FEE_CLASS: Readonly<Record<string, FeeClass>> = {
  月租费: 'rent',
  本地话费: 'local',
  长途话费: 'longDistance',
  国际话费: 'international',
  上网费: 'internet',
  增值业务费: 'valueAdded',
  其他费: 'other',
};

/** The rows that clients hold, counted: in the store, or in the cache of a client. */
export interface HeldRows {
  customers: readonly Customer[];
  ledgers: readonly Ledger[];
  balances: readonly Balance[];
}

/** The same figures as a recount of the files, from what came out at the other end. */
export function countHeld({ customers, ledgers, balances }: HeldRows): Recount {
  const subscriptions = customers.flatMap((customer) =>
    customer.subscriptions.map((one) => ({ customer, ...one })),
  );
  const open = customers.filter((customer) => customer.closedOn === undefined);
  const communities = new Map<string, string[]>();
  for (const { communityCode, billingAccountNumber } of open)
    communities.set(communityCode, [...(communities.get(communityCode) ?? []), billingAccountNumber].sort());
  const describeAgreement = ({ start, end, monthlyCommitment, penalty }: Agreement): string =>
    `${start}..${end} ${monthlyCommitment} ${penalty}`;
  return {
    accountsOfCommunity: communities,
    accountOfSubscription: new Map(
      subscriptions.map((one) => [one.subscriptionId, one.customer.billingAccountNumber]),
    ),
    missing: subscriptions
      .filter((one) => one.missingSince !== undefined)
      .map((one) => one.subscriptionId)
      .sort(),
    closedAccounts: customers
      .filter((one) => one.closedOn !== undefined)
      .map((one) => one.billingAccountNumber)
      .sort(),
    fees: feesOf(ledgers),
    arrears: new Map(
      balances.flatMap(({ arrears }) => arrears.map((one) => [one.subscriptionId, one.amount])),
    ),
    agreements: new Map(
      customers.flatMap((one) => one.agreements.map((a) => [a.agreementNumber, describeAgreement(a)])),
    ),
    prepaid: new Map(
      balances.flatMap(({ prepaid }) => prepaid.map((one) => [one.subscriptionId, one.amount])),
    ),
    orders: customers.flatMap((one) => one.orders.map((order) => order.orderNumber)).sort(),
  };
}

function feesOf(ledgers: readonly Ledger[]): Recount['fees'] {
  const sums: Recount['fees'] = new Map();
  for (const ledger of ledgers) {
    ledger.fees.rent.forEach((_, i) => {
      const month = addMonths(ledger.from, i);
      const sum = sums.get(month) ?? Object.fromEntries(Object.keys(FEE_CLASS).map((header) => [header, 0]));
      for (const [header, feeClass] of Object.entries(FEE_CLASS)) sum[header]! += ledger.fees[feeClass][i]!;
      sums.set(month, sum);
    });
  }
  return sums;
}
