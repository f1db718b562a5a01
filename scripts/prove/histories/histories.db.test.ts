import { beforeAll, describe, expect, it } from 'vitest';
import kept from './kept.json' with { type: 'json' };
import { runHistory, STEPS } from './history.ts';
import { muteKilledWindows } from './mute.ts';

/** More of them: `npm run prove`. */
const seeds = Array.from({ length: 30 }, (_, at) => 1 + at);

beforeAll(muteKilledWindows);

describe('the real client and the real server, over a network that fails', () => {
  const holds = async (seed: number, steps: number): Promise<void> => {
    const { faults } = await runHistory(seed, steps);
    expect(faults, `history ${seed}`).toEqual([]);
  };

  it.each(seeds)(
    '[C3] [C5] [S7] everything is where it belongs in the end: history %i',
    { timeout: 120_000 },
    (seed) => holds(seed, STEPS),
  );
  it.each(kept)('and where it once was not: history $seed', { timeout: 120_000 }, ({ seed, steps }) =>
    holds(seed, steps),
  );
});
