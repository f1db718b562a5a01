import type { ProductCategory, ProductCategoryRow } from './rows.ts';

/** `*` in a pattern stands for any text, also for none; everything else for itself. */
export function matchesPattern(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0]!;
  if (parts.length === 1) return name === first;
  const last = parts.at(-1)!;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return at <= end;
}

/**
 * What products and plans are, by the lines that administrators keep. A name may be several things at once:
 * `ADSL宽带+固话` is BROADBAND and FIXED_LINE. Each name is looked up once.
 */
export class ProductDictionary {
  readonly #rows: readonly ProductCategoryRow[];
  readonly #known = {
    PRODUCT: new Map<string, ReadonlySet<ProductCategory>>(),
    PLAN: new Map<string, ReadonlySet<ProductCategory>>(),
  };

  constructor(rows: Iterable<ProductCategoryRow>) {
    this.#rows = [...rows];
  }

  ofProduct(name: string): ReadonlySet<ProductCategory> {
    return this.#of('PRODUCT', name);
  }

  ofPlan(name: string): ReadonlySet<ProductCategory> {
    return this.#of('PLAN', name);
  }

  #of(of: ProductCategoryRow['of'], name: string): ReadonlySet<ProductCategory> {
    let found = this.#known[of].get(name);
    if (found === undefined) {
      found = new Set(
        this.#rows
          .filter((row) => row.of === of && matchesPattern(row.pattern, name))
          .map((row) => row.category),
      );
      this.#known[of].set(name, found);
    }
    return found;
  }
}
