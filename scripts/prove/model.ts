import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clause } from '../../shared/sync/model/rules.ts';
import { ALL_CLAUSES, CLAUSES, without } from '../../shared/sync/model/rules.ts';
import { firstBroken } from '../../shared/sync/model/simulation.ts';

const STEPS = 500;
/** Histories in which a clause that is taken away must be missed at the latest. */
const MOST_SEEDS = 1_000;
/** Seeds that failed once; every test run runs them again. */
const CORPUS = join(import.meta.dirname, '..', '..', 'shared', 'sync', 'model', 'corpus.json');

interface Kept {
  seed: number;
  steps: number;
  said: string;
}

/** Histories by the rules. @returns whether every promise was kept in all of them */
export function proveModel(seed: number, count: number): boolean {
  const failed: Kept[] = [];
  for (let at = seed; at < seed + count; at++) {
    const broken = firstBroken({ from: at, count: 1, steps: STEPS });
    if (broken) failed.push({ ...broken, steps: STEPS });
  }
  for (const { seed: at, said } of failed) console.error(`seed ${at} FAILED: ${said}`);
  keep(failed);
  console.log(
    `${count} seeds of ${STEPS} steps from ${seed}: ${count - failed.length} held, ${failed.length} failed`,
  );
  return failed.length === 0;
}

/** Takes one clause after the other away. @returns whether each was missed */
export function proveSwitches(seed: number): boolean {
  const missed = ALL_CLAUSES.map((clause): readonly [Clause, string | null] => {
    const broken = firstBroken({ from: seed, count: MOST_SEEDS, steps: STEPS }, without(clause));
    return [clause, broken && `seed ${broken.seed}: ${broken.said}`];
  });
  for (const [clause, said] of missed) {
    console.log(
      `without ${clause.padEnd(16)} ${said ?? `NOT MISSED in ${MOST_SEEDS} seeds: ${CLAUSES[clause]}`}`,
    );
  }
  return missed.every(([, said]) => said !== null);
}

function keep(failed: readonly Kept[]): void {
  const kept = JSON.parse(readFileSync(CORPUS, 'utf8')) as Kept[];
  const fresh = failed.filter(({ seed }) => !kept.some((known) => known.seed === seed));
  if (fresh.length === 0) return;
  const lines = [...kept, ...fresh].map((each) => `  ${JSON.stringify(each)}`);
  writeFileSync(CORPUS, `[\n${lines.join(',\n')}\n]\n`);
}
