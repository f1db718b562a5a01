import type { SubscriptionProfile } from '../../../shared/reports/index.ts';
import { balanceOf, placesOf } from '../../../shared/reports/index.ts';
import type { FullRow, LedgerPart, ProfilePart } from './index-row.ts';
import type { DictionaryColumn, RaggedColumn } from './packed-columns.ts';
import { dictionary, itemsAt, oneLine, ragged, valueAt, wordsAt, wordsColumn } from './packed-columns.ts';
import type { TextColumn } from './text.ts';
import { textAt, textColumn } from './text.ts';

/** The subscriptions of a segment side by side; those of row i stand from `ends[i - 1]` up to `ends[i]`. */
export interface SubscriptionColumns {
  ends: Uint32Array;
  ids: TextColumn;
  accessNumbers: TextColumn;
  product: DictionaryColumn;
  /** See `SubscriptionTable.state`. */
  state: Uint8Array;
  activatedOn: Int32Array;
  terminatedOn: Int32Array;
  openOrders: Uint8Array;
  arrearsStage: Uint8Array;
  arrears: Int32Array;
  prepaid: Float64Array;
  /** Where its figures begin in `ledgerParts.own.items`. */
  figures: Int32Array;
}

/** Of agreements, side by side with `agreementEnds`. */
export interface AgreementColumns {
  plans: DictionaryColumn;
  /** Among the customer's subscriptions; -1 where it is not. */
  subscriptions: Int32Array;
  /** The ids of those that are not among them, so that nothing is lost before their customer's row comes. */
  strangers: TextColumn;
}

/** Whose figures the ledgers have. */
export interface LedgerPartColumns {
  /** Of a customer with one subscription, which is in the ledger: empty. */
  ids: TextColumn;
  own: RaggedColumn;
}

export function encodeSubscriptions(rows: readonly FullRow[]): SubscriptionColumns {
  const profiles = rows.flatMap(({ profile }) => profile.subscriptions);
  const balances = rows.flatMap(({ profile, balance }) => balanceOf(profile.subscriptions, balance));
  const figures: number[] = [];
  let start = 0;
  let end = 0;
  const ends = Uint32Array.from(rows, ({ profile, ledger }) => {
    const offset = start;
    for (const place of placesOf(profile.subscriptions, ledger)) {
      figures.push(place < 0 ? place : place + offset);
    }
    start += ledger?.own.length ?? 0;
    return (end += profile.subscriptions.length);
  });
  return {
    ends,
    ids: textColumn(profiles.map(({ id }) => oneLine(id))),
    accessNumbers: textColumn(profiles.map(({ accessNumber }) => oneLine(accessNumber))),
    product: dictionary(profiles.map(({ product }) => product)),
    state: Uint8Array.from(profiles, ({ state }) => state),
    activatedOn: Int32Array.from(profiles, ({ activatedOn }) => activatedOn),
    terminatedOn: Int32Array.from(profiles, ({ terminatedOn }) => terminatedOn),
    openOrders: Uint8Array.from(profiles, ({ openOrders }) => Math.min(openOrders, 0xff)),
    arrearsStage: Uint8Array.from(balances, ({ stage }) => stage),
    arrears: Int32Array.from(balances, ({ arrears }) => arrears),
    prepaid: Float64Array.from(balances, ({ prepaid }) => prepaid),
    figures: Int32Array.from(figures),
  };
}

export function decodeSubscriptions(columns: SubscriptionColumns, row: number): SubscriptionProfile[] {
  const from = row === 0 ? 0 : columns.ends[row - 1]!;
  return Array.from({ length: columns.ends[row]! - from }, (_, i) => ({
    id: textAt(columns.ids, from + i),
    accessNumber: textAt(columns.accessNumbers, from + i),
    product: valueAt(columns.product, from + i),
    state: columns.state[from + i]!,
    activatedOn: columns.activatedOn[from + i]!,
    terminatedOn: columns.terminatedOn[from + i]!,
    openOrders: columns.openOrders[from + i]!,
  }));
}

export function encodeLedgerParts(rows: readonly FullRow[]): LedgerPartColumns {
  return {
    ids: wordsColumn(
      rows.map(({ profile, ledger }) => {
        const ids = ledger?.ids ?? [];
        const [only, ...more] = profile.subscriptions;
        return more.length === 0 && ids.length === 1 && ids[0] === only?.id ? [] : ids;
      }),
    ),
    own: ragged(rows.map(({ ledger }) => ledger?.own ?? [])),
  };
}

export function decodeLedgerParts(
  parts: LedgerPartColumns,
  columns: SubscriptionColumns,
  row: number,
): Pick<LedgerPart, 'ids' | 'own'> {
  const ids = wordsAt(parts.ids, row);
  const subscriptions = decodeSubscriptions(columns, row);
  const own = itemsAt(parts.own, row);
  return ids.length === 0 && subscriptions.length === 1 ? { ids: [subscriptions[0]!.id], own } : { ids, own };
}

export function encodeAgreements(profiles: readonly ProfilePart[]): AgreementColumns {
  const known = profiles.map(({ subscriptions, agreementSubscriptions }) =>
    agreementSubscriptions.map((id) => subscriptions.findIndex((one) => one.id === id)),
  );
  return {
    plans: dictionary(profiles.flatMap(({ agreementPlans }) => agreementPlans)),
    subscriptions: Int32Array.from(known.flat()),
    strangers: wordsColumn(
      profiles.map(({ agreementSubscriptions }, row) =>
        agreementSubscriptions.filter((_, i) => known[row]![i]! < 0),
      ),
    ),
  };
}

export function decodeAgreements(
  { plans, subscriptions, strangers }: AgreementColumns,
  { ends }: RaggedColumn,
  columns: SubscriptionColumns,
  row: number,
): Pick<ProfilePart, 'agreementPlans' | 'agreementSubscriptions'> {
  const from = row === 0 ? 0 : ends[row - 1]!;
  const count = ends[row]! - from;
  const left = wordsAt(strangers, row);
  const ids = decodeSubscriptions(columns, row).map(({ id }) => id);
  return {
    agreementPlans: Array.from({ length: count }, (_, i) => valueAt(plans, from + i)),
    agreementSubscriptions: Array.from({ length: count }, (_, i) => {
      const at = subscriptions[from + i]!;
      return at < 0 ? left.shift()! : ids[at]!;
    }),
  };
}
