import type { ModelDevice, Window } from './device.ts';
import type { Holds } from './rules.ts';
import { Chance } from '../../lib/chance.ts';
import { ACTS } from './acts.ts';
import { BrokenPromise, checkEnd } from './checks.ts';
import { drawChange } from './people.ts';
import { drawStep } from './steps.ts';
import { World } from './world.ts';

/** Rounds in which everything that is well comes to rest, and those of rest in which nothing may stir again. */
const MOST_ROUNDS = 400;
const QUIET_ROUNDS = 12;
const HEALED_LIMIT = 50;
const CUSTOMERS_AT_FIRST = 10;
/** Of the moments after a mutation of a push that is under way beside a pull. */
const RESTORED_MEANWHILE = 0.05;

/**
 * Runs one history: so many steps of whatever chance brings, then everything heals, then it is judged.
 * @returns how many checkpoints were compared with the server's truth
 * @throws BrokenPromise
 */
export function simulate(seed: number, steps: number, holds: Holds = () => true): number {
  const world = new World(seed, holds);
  world.server.interleave = () => world.server.run(drawChange(world));
  restoreMeanwhile(world, new Chance(seed * 41));
  for (let i = 0; i < CUSTOMERS_AT_FIRST; i++) {
    world.server.run({ ...drawChange(world), kind: 'create', code: world.newCode(), value: 'B' });
  }
  for (let at = 0; at < steps; at++) {
    ACTS[drawStep(world.chance)](world);
    world.witness.look(world.devices, world.codes);
  }
  heal(world);
  checkEnd(world.server, world.devices, world.ledger);
  return world.witness.checkpoints;
}

/**
 * A backup is put back while a push is being settled, and a pull of the same client that was under way is answered
 * first, so that it knows of the new life when the push is answered. By a chance of its own: the histories that seeds are
 * kept for stay what they were.
 */
function restoreMeanwhile(world: World, chance: Chance): void {
  const { server, network } = world;
  server.meanwhile = (clientId) => {
    const pulls = network.letters.filter(
      ({ request, device, window }) =>
        request.kind === 'pull' && request.clientId === clientId && device.windows.includes(window),
    );
    if (pulls.length === 0 || !chance.is(RESTORED_MEANWHILE)) return;
    ACTS.restore(world);
    for (const { device, window, request } of pulls) device.receive(window, request, server.answer(request));
  };
}

export interface Broken {
  seed: number;
  said: string;
}

/** The first history, of `count` from seed `from` on, that breaks a promise; null where none does. */
export function firstBroken(
  { from, count, steps }: { from: number; count: number; steps: number },
  holds: Holds = () => true,
): Broken | null {
  for (let seed = from; seed < from + count; seed++) {
    try {
      simulate(seed, steps, holds);
    } catch (error) {
      if (error instanceof BrokenPromise) return { seed, said: error.message };
      throw error;
    }
  }
  return null;
}

/** Everything that was broken works again, and everybody has time. */
function heal(world: World): void {
  world.server.meanwhile = () => undefined;
  for (const transaction of [...world.server.open]) world.server.commit(transaction);
  for (const device of world.devices) {
    device.roomAgain();
    // What was waited for may have been lost while that could happen.
    for (const window of device.windows) Object.assign(window, { pulling: false, pushing: false });
  }
  for (let round = 0, quiet = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
    const { events } = world.server;
    for (const letter of world.network.letters.splice(0)) world.deliver(letter);
    for (const device of world.devices) {
      const engines = device.windows.filter((window) => device.syncs(window));
      for (const window of engines) work(world, device, window);
    }
    world.witness.look(world.devices, world.codes);
    const still = world.devices.every(({ outbox }) =>
      outbox.inOrder().every(({ state }) => state === 'attention'),
    );
    quiet = still && world.server.events === events ? quiet + 1 : 0;
  }
}

function work(world: World, device: ModelDevice, window: Window): void {
  device.flush(window);
  if (window.completing) device.complete(window);
  if (!window.pulling) {
    world.network.send({ device, window, request: device.pull(window, HEALED_LIMIT), answer: null });
  }
  const push = window.pushing ? null : device.push(window);
  if (push) world.network.send({ device, window, request: push, answer: null });
}
