import { ProductDictionary } from './product-dictionary.ts';
import { PRODUCT_CATEGORIES, type ProductCategory, type ProductCategoryRow } from './rows.ts';

/** A name that the feeds carry, and how many subscriptions (of a product) or agreements (of a plan) bear it. */
export interface SeenName {
  of: ProductCategoryRow['of'];
  name: string;
  uses: number;
}

/** A name that would be another thing than before. */
export interface RenamedThing extends SeenName {
  gains: ProductCategory[];
  loses: ProductCategory[];
}

/** What a change of the dictionary comes to. */
export interface DictionaryEffect {
  names: RenamedThing[];
  /** Subscriptions and agreements under those names. */
  products: number;
  plans: number;
  /** Categories that would have others in them. */
  categories: ProductCategory[];
}

/** What names are under one dictionary and under another; those that stay what they are are left out. */
export function dictionaryEffect(
  before: Iterable<ProductCategoryRow>,
  after: Iterable<ProductCategoryRow>,
  seen: readonly SeenName[],
): DictionaryEffect {
  const [was, is] = [new ProductDictionary(before), new ProductDictionary(after)];
  const names = seen
    .map((thing): RenamedThing => {
      const [old, now] = [categoriesOf(was, thing), categoriesOf(is, thing)];
      return {
        ...thing,
        gains: PRODUCT_CATEGORIES.filter((category) => now.has(category) && !old.has(category)),
        loses: PRODUCT_CATEGORIES.filter((category) => old.has(category) && !now.has(category)),
      };
    })
    .filter(({ gains, loses }) => gains.length + loses.length > 0)
    .sort(byUse);
  const usesOf = (of: SeenName['of']): number =>
    names.filter((thing) => thing.of === of).reduce((sum, { uses }) => sum + uses, 0);
  const touched = new Set(names.flatMap(({ gains, loses }) => [...gains, ...loses]));
  return {
    names,
    products: usesOf('PRODUCT'),
    plans: usesOf('PLAN'),
    categories: PRODUCT_CATEGORIES.filter((category) => touched.has(category)),
  };
}

/** Names that no line of the dictionary knows, the most used first. */
export function unknownNames(lines: Iterable<ProductCategoryRow>, seen: readonly SeenName[]): SeenName[] {
  const dictionary = new ProductDictionary(lines);
  return seen.filter((thing) => categoriesOf(dictionary, thing).size === 0).sort(byUse);
}

const categoriesOf = (dictionary: ProductDictionary, { of, name }: SeenName): ReadonlySet<ProductCategory> =>
  of === 'PRODUCT' ? dictionary.ofProduct(name) : dictionary.ofPlan(name);

const byUse = (a: SeenName, b: SeenName): number => b.uses - a.uses || (a.name < b.name ? -1 : 1);
