import businesses from '../../resources/demo/businesses.json' with { type: 'json' };
import interactions from '../../resources/demo/interactions.json' with { type: 'json' };
import people from '../../resources/demo/people.json' with { type: 'json' };
import places from '../../resources/demo/places.json' with { type: 'json' };
import productList from '../../resources/demo/products.json' with { type: 'json' };
import type { Channel } from '../../shared/domain/org-units.ts';
import type { FeeClass } from '../../shared/domain/rows.ts';
import type { Fen } from '../../shared/lib/money.ts';

/** The word lists of the invented region, given types that the JSON itself cannot carry. */
export interface Product {
  name: string;
  /** Reached through a broadband account instead of a telephone number. */
  broadband: boolean;
  /** How common it is among the customers of a channel. */
  weight: Record<Channel, number>;
  /** A month's fees of an average line. */
  means: Record<FeeClass, Fen>;
}

export const products: readonly Product[] = productList.products;
/** What a shop has instead of the telephone line of a household. */
export const plainLine = '固定电话';
export const businessPackage: Product = products.find(({ name }) => name === '商务包月')!;
export const plansOf: Readonly<Record<string, readonly string[]>> = productList.plans;
export const orderKinds: readonly string[] = productList.orderKinds;
export const orderStages: readonly string[] = productList.orderStages;
/** What was said on a visit or a call; `nextStep` null where nothing is left to do. */
export const talks: readonly { purpose: string; outcome: string; note: string; nextStep: string | null }[] =
  interactions.talks;
export { businesses, people, places };
