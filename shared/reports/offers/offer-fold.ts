import type { OfferCondition } from '../../domain/offer-rules.ts';
import type { CustomerFacts } from '../customer-facts.ts';
import type { Fold } from '../fold.ts';
import { hasFigure, meets } from './condition.ts';
import type { Meets, OfferAsk } from './condition.ts';

/** Whom one rule has found. */
export interface OfferMatches {
  /** The customers' keys. */
  keys: number[];
  /** As many numbers a customer as the rule has conditions with a figure, in their order. */
  figures: number[];
}

/**
 * Every customer under the first of the rules that it meets, and under no other: nobody is called twice for two offers.
 * @param rules their conditions, the rule that goes first first
 */
export function offerFold(
  rules: readonly (readonly OfferCondition[])[],
  ask: OfferAsk,
): Fold<OfferMatches[]> {
  const once = new AskedOnce(ask);
  const asked = rules.map((conditions) =>
    conditions.map((condition) => ({ meets: once.of(condition), tells: hasFigure(condition) })),
  );
  const figuresOf = (conditions: (typeof asked)[number], customer: CustomerFacts): number[] | null => {
    const figures: number[] = [];
    for (const condition of conditions) {
      const figure = condition.meets(customer);
      if (figure === null) return null;
      if (condition.tells) figures.push(figure);
    }
    return figures;
  };
  return {
    empty: () => rules.map(() => ({ keys: [], figures: [] })),
    add: (matches, customer) => {
      once.next();
      for (let rule = 0; rule < asked.length; rule++) {
        const figures = figuresOf(asked[rule]!, customer);
        if (figures === null) continue;
        matches[rule]!.keys.push(customer.key);
        matches[rule]!.figures.push(...figures);
        return;
      }
    },
    merge: (into, other) => {
      into.forEach((matches, rule) => {
        for (const key of other[rule]!.keys) matches.keys.push(key);
        for (const figure of other[rule]!.figures) matches.figures.push(figure);
      });
    },
  };
}

/** Rules have conditions in common: each is asked of a customer once, whichever rule it stands in. */
class AskedOnce {
  readonly #ask: OfferAsk;
  readonly #known = new Map<string, Meets>();
  #customer = 0;

  constructor(ask: OfferAsk) {
    this.#ask = ask;
  }

  /** What was answered holds for one customer. */
  next(): void {
    this.#customer++;
  }

  of(condition: OfferCondition): Meets {
    const name = JSON.stringify(condition);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const asks = meets(condition, this.#ask);
    let answeredFor = 0;
    let answer: number | null = null;
    const remembers: Meets = (customer) => {
      if (answeredFor !== this.#customer) {
        answer = asks(customer);
        answeredFor = this.#customer;
      }
      return answer;
    };
    this.#known.set(name, remembers);
    return remembers;
  }
}
