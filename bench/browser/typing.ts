import type { CustomerConditions, CustomerIndex, CustomerSummary, Sort } from '../../renderer/data/types.ts';
import { SORT_KEYS } from '../../renderer/data/sort-keys.ts';
import type { Fold } from '../../shared/reports/fold.ts';
import {
  agreementExpiry,
  arrearsAgeing,
  LIST_IDS,
  listFold,
  listFrame,
  listOf,
  listTotals,
  movers,
  revenueByClass,
} from '../../shared/reports/index.ts';
import { ProductDictionary } from '../../shared/domain/product-dictionary.ts';
import { firstSort, orderRows } from '../../renderer/data/list-rows.ts';
import type { FromEngine } from '../../renderer/sync/messages.ts';
import { LiveIndex } from '../../renderer/data/index/live-index.ts';
import { pinyinLine } from '../../renderer/data/index/pinyin.ts';
import { normalise } from '../../renderer/data/index/text.ts';
import { workerLink } from '../../renderer/sync/engine-link.ts';
import type { Person, TimedText, Typing } from './api.ts';
import { openAs, until } from './cache.ts';
import { countAnalyses, countReports } from './reports.ts';
import { timed } from './timed.ts';

/** What the search field of the product shows, and how many customers we pretend to look for. */
const SHOWN = 12;
const LOOKED_FOR = 20;
const DAY_MS = 86_400_000;

/** Everything that a person does with lists, call by call, on the index of the stored cache. */
export async function typing(person: Person): Promise<Typing> {
  const heard: FromEngine[] = [];
  const workspace = await openAs(person, undefined, () => {
    const link = workerLink();
    return {
      ...link,
      onMessage: (listener) =>
        link.onMessage((message) => {
          heard.push(message);
          listener(message);
        }),
    };
  });
  await until(workspace.index, ({ size }) => size >= person.customers);
  const warm = workspace.index.get();
  const customers = spread(warm, LOOKED_FOR);
  const keystrokes = customers.flatMap(keystrokesFor);

  const keep = (): CustomerIndex => warm;
  const search = keystrokes.map((text) => timed(text, keep, (index) => index.search(text, SHOWN)));
  const byName: Sort = { key: 'name', descending: false };
  const list = keystrokes.map((text) => timed(text, keep, (index) => index.query({ text }, byName)));
  const renewed = renewedIndex(person, heard);
  const filterSort = filterAndSort(renewed, customers[0]!);
  const folds = foldEverything(warm, person.now.slice(0, 10));
  const today = person.now.slice(0, 10);
  const lists = listEverything(warm, today);
  const reports = countReports(renewed, today);
  const analyses = countAnalyses(renewed, today);
  await workspace.close();
  return { search, list, filterSort, folds, lists, reports, analyses };
}

/** What the workbench counts for its charts, each from nothing, over everybody. */
function foldEverything(index: CustomerIndex, today: string): TimedText[] {
  const month = index.thisMonth ?? today.slice(0, 7);
  const once = <P>(what: string, fold: Fold<P>): TimedText => {
    const began = performance.now();
    index.fold(fold, {});
    return { what, ms: performance.now() - began, found: index.size };
  };
  return Array.from({ length: 5 }, () => [
    once('revenue by class', revenueByClass(month, 25)),
    once('ageing', arrearsAgeing),
    once('expiry', agreementExpiry(today, 90)),
    once('movers', movers(month, 20_00)),
  ]).flat();
}

/** Each list of subscriptions over everybody, with the thresholds that it begins with, sorted as it is shown first. */
function listEverything(index: CustomerIndex, today: string): TimedText[] {
  const month = index.thisMonth ?? today.slice(0, 7);
  const frame = listFrame(month, true, today);
  const dictionary = new ProductDictionary([
    { categoryId: '1', of: 'PRODUCT', pattern: '*IC卡*', category: 'IC_CARD' },
    { categoryId: '2', of: 'PRODUCT', pattern: '*公用电话*', category: 'PAY_PHONE' },
  ]);
  return LIST_IDS.map((id) => {
    const definition = listOf(id);
    const fold = listFold(definition, { frame, parameters: definition.parameters, dictionary });
    return timed(
      `list ${id}`,
      () => index,
      (all) => {
        const rows = all.fold(fold, {});
        listTotals(definition, rows);
        return orderRows(definition, rows, firstSort(definition), all, false);
      },
    );
  });
}

/** An index of the same rows that has been asked nothing yet, as after a page that has just come. */
function renewedIndex(person: Person, heard: readonly FromEngine[]): () => CustomerIndex {
  const live = new LiveIndex(new Date(person.now));
  for (const message of heard) {
    if (message.kind === 'index') live.update(message.update);
    if (message.kind === 'reference') live.setReference(message.reference);
  }
  return () => {
    live.setNow(new Date(Date.parse(person.now) + DAY_MS));
    live.setNow(new Date(person.now));
    return live.store.get();
  };
}

/**
 * Each list on an index of its own, as after a page that has just come: no order was made before. What a list with a
 * known order costs is less.
 */
function filterAndSort(renewed: () => CustomerIndex, someone: CustomerSummary): TimedText[] {
  const samples: TimedText[] = [];
  for (const key of SORT_KEYS) {
    for (const conditions of conditionsLike(someone)) {
      const descending = samples.length % 2 === 1;
      const what = `${key} ${JSON.stringify(conditions)}`;
      samples.push(timed(what, renewed, (index) => index.query(conditions, { key, descending })));
    }
  }
  return samples;
}

const conditionsLike = (someone: CustomerSummary): CustomerConditions[] => [
  {},
  { unitCode: someone.communityCode },
  { status: 'LIVE', arrearsMonthsMin: 1 },
  { agreementEndsWithinDays: 60, reportingSegment: 'MASS_MARKET' },
  { zeroCharge: true, status: 'LIVE' },
  { meanRevenueMin: 5000, meanRevenueMax: 20000, withoutAgreement: true },
  { product: someone.product, revenueMin: 3000 },
  { text: someone.name.slice(0, 1), arrearsMin: 1, openOrders: false },
];

/** Customers from everywhere in the index, always the same ones. */
const spread = (index: CustomerIndex, count: number): CustomerSummary[] =>
  Array.from({ length: count }, (_, i) => index.at(Math.floor((i * index.size) / count)));

/** Each way to type what one knows of a customer, key after key: name, initials, spelling, numbers, address. */
function keystrokesFor(customer: CustomerSummary): string[] {
  const [initials = '', ...spellings] = pinyinLine(normalise(customer.name)).split(' ');
  return [
    ...keysOf(customer.name, 1, 6),
    ...keysOf(initials.toLowerCase(), 1, 6),
    ...keysOf((spellings.at(-1) ?? '').toLowerCase(), 1, 8),
    ...keysOf(customer.accessNumber, 1, 11),
    ...keysOf(customer.contactPhone, 1, 11),
    ...keysOf(customer.billingAccountNumber, 1, 10),
    ...keysOf(customer.installationAddress, 1, 6),
    `${customer.name.slice(0, 2)} ${customer.contactPhone.slice(-4)}`,
  ];
}

const keysOf = (text: string, from: number, to: number): string[] =>
  Array.from({ length: Math.max(0, Math.min(text.length, to) - from + 1) }, (_, i) =>
    text.slice(0, from + i),
  );
