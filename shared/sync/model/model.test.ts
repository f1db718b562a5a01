import { describe, expect, it } from 'vitest';
import corpus from './corpus.json' with { type: 'json' };
import { ALL_CLAUSES, CLAUSES, without } from './rules.ts';
import type { Clause } from './rules.ts';
import { firstBroken, simulate } from './simulation.ts';

const STEPS = 500;
const SEEDS = 100;
/** Histories in which a clause that is taken away must be missed at the latest. */
const MOST_SEEDS = 200;

/** What each clause is of: `S2.seal` of S2. */
const cases = ALL_CLAUSES.map((clause) => ({ clause, says: CLAUSES[clause] }));
const of = (...rules: string[]): { clause: Clause; says: string }[] =>
  cases.filter(({ clause }) => rules.includes(clause.split('.')[0]!));

describe('the rules of SPEC.md, simulated', () => {
  it(`keep every promise in ${SEEDS} histories of ${STEPS} steps`, { timeout: 120_000 }, () => {
    expect(firstBroken({ from: 1, count: SEEDS, steps: STEPS })).toBeNull();
  });

  it.each(corpus)('keep every promise where they once did not: seed $seed', ({ seed, steps }) => {
    expect(() => simulate(seed, steps)).not.toThrow();
  });

  it('the same seed is the same history', () => {
    const said = (): string | undefined =>
      firstBroken({ from: 1, count: 50, steps: STEPS }, without('C8.lock'))?.said;
    expect(said()).toBe(said());
    expect(simulate(3, STEPS)).toBe(simulate(3, STEPS));
  });
});

describe('a rule that is taken away is missed', () => {
  const missed = (clause: Clause): void => {
    expect(firstBroken({ from: 1, count: MOST_SEEDS, steps: STEPS }, without(clause))).not.toBeNull();
  };

  it.each(of('S1'))('[S1] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S2'))('[S2] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S3'))('[S3] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S4'))('[S4] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S5'))('[S5] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S6'))('[S6] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S7'))('[S7] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S8'))('[S8] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S9'))('[S9] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S10'))('[S10] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('S11'))('[S11] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C1'))('[C1] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C2'))('[C2] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C3'))('[C3] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C4'))('[C4] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C5'))('[C5] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C6'))('[C6] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C7'))('[C7] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C8'))('[C8] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C9'))('[C9] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));
  it.each(of('C11'))('[C11] $says', { timeout: 60_000 }, ({ clause }) => missed(clause));

  it('every clause has its turn', () => {
    const rules = new Set(ALL_CLAUSES.map((clause) => clause.split('.')[0]));
    expect([...rules]).toEqual(
      'S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 C1 C2 C3 C4 C5 C6 C7 C8 C9 C11'.split(' '),
    );
  });
});
