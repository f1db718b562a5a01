import type { Step } from './steps.ts';
import type { World } from './world.ts';
import { drawChange, writeSomething } from './people.ts';
import { COMMUNITIES, PERSONS } from './world.ts';

type Act = (world: World) => void;

const byPeople = {
  write: (world) => writeSomething(world, world.anyDevice()),
  drop: (world) => {
    const device = world.anyDevice();
    const entries = device.outbox.inOrder().filter(({ state }) => state !== 'acknowledged');
    const entry = world.chance.pick(entries);
    if (!entry) return;
    device.drop(entry.uid);
    // What was sent before may still be on its way while the next is sent.
    if (world.chance.is(0.5)) for (const window of device.windows) window.pushing = false;
    world.ledger.edits.get(entry.uid)!.dropped = true;
  },
} satisfies Partial<Record<Step, Act>>;

const byEngines = {
  pull: (world) => {
    const engine = world.anyEngine();
    if (!engine || engine.window.pulling || engine.window.completing) return;
    const request = engine.device.pull(engine.window, 1 + world.chance.below(8));
    world.network.send({ ...engine, request, answer: null });
  },
  push: (world) => {
    const engine = world.anyEngine();
    if (!engine || engine.window.pushing) return;
    const request = engine.device.push(engine.window);
    if (request) world.network.send({ ...engine, request, answer: null });
  },
  checkpoint: (world) => {
    const engine = world.anyEngine();
    if (engine?.window.completing) engine.device.complete(engine.window);
  },
} satisfies Partial<Record<Step, Act>>;

const byTheNetwork = {
  deliver: (world) => {
    const letter = world.network.take(world.chance);
    if (letter) world.deliver(letter);
  },
  lose: ({ network, chance }) => network.lose(chance),
  double: ({ network, chance }) => network.double(chance),
  giveUp: (world) => {
    const window = world.chance.pick(world.anyDevice().windows);
    if (window) Object.assign(window, { pulling: false, pushing: false });
  },
} satisfies Partial<Record<Step, Act>>;

const byBrokenClients = {
  crash: (world) => {
    const device = world.anyDevice();
    const window = world.chance.pick(device.windows);
    if (window) device.kill(window);
    if (device.windows.length === 0) device.openWindow();
  },
  secondWindow: (world) => {
    const device = world.anyDevice();
    if (device.windows.length < 2) device.openWindow();
  },
  flush: (world) => {
    const engine = world.anyEngine();
    if (engine) engine.device.flush(engine.window);
  },
  loseStorage: (world) => {
    const device = world.anyDevice();
    device.loseStorage();
    world.witness.storageChanged(device);
  },
  goBack: (world) => {
    const device = world.anyDevice();
    const old = world.old.get(device);
    world.old.set(device, { cache: device.cache.copy(), outbox: device.outbox.copy() });
    if (!old) return;
    device.loseStorage(old);
    // What was given up since is there again, and is the person's to give up again.
    for (const uid of device.outbox.entries.keys()) world.ledger.edits.get(uid)!.dropped = false;
    world.witness.storageChanged(device);
  },
  rot: (world) => {
    const device = world.anyDevice();
    const found = world.chance.pick([...device.cache.rows]);
    if (!found) return;
    const [key, { bucket }] = found;
    device.cache.rows.delete(key);
    world.witness.rotted(device, key, bucket);
  },
  fill: (world) => void (world.anyDevice().full = true),
  room: (world) => world.anyDevice().roomAgain(),
  wipe: (world) => {
    const device = world.anyDevice();
    // Refused while work is unsent.
    if (device.outbox.entries.size + device.beside.length > 0) return;
    device.loseStorage();
    world.witness.storageChanged(device);
  },
  changePerson: (world) => {
    const device = world.anyDevice();
    // Another one signs in: without C11 he finds, and sends, what the first one wrote.
    if (world.holds('C11.apart')) return;
    device.person = world.chance.pick(PERSONS)!;
    world.witness.storageChanged(device);
  },
} satisfies Partial<Record<Step, Act>>;

const byOtherWriters = {
  change: (world) => world.server.run(drawChange(world)),
  begin: (world) => {
    const { server } = world;
    if (server.open.length < 2) server.begin([drawChange(world), drawChange(world)]);
  },
  commit: ({ server, chance }) => {
    const transaction = chance.pick(server.open);
    if (transaction) server.commit(transaction);
  },
  rollback: ({ server, chance }) => {
    const transaction = chance.pick(server.open);
    if (transaction) server.rollback(transaction);
  },
  membership: ({ server, chance }) =>
    server.grant(chance.pick(PERSONS)!, new Set(COMMUNITIES.filter(() => chance.is(0.55)))),
  purge: ({ server, chance }) => server.purge(Math.floor(server.database.clock * chance.next())),
  truncate: ({ server }) => server.truncateNotes(),
  backup: ({ server, backups }) => void backups.push(server.database.copy()),
  restore: (world) => restore(world, 'command'),
  restoreUnannounced: (world) => restore(world, 'unannounced'),
  restoreWithoutMark: (world) => restore(world, 'mark-lost'),
} satisfies Partial<Record<Step, Act>>;

function restore(world: World, how: 'command' | 'unannounced' | 'mark-lost'): void {
  const { server, ledger, devices } = world;
  const backup = world.chance.pick(world.backups);
  if (!backup) return;
  const ahead = devices.find(({ cache }) => {
    const newest = Math.max(0, ...Object.values(cache.cursors).map(({ seq }) => seq));
    return cache.epoch === backup.epoch && newest > backup.clock;
  });
  // With the mark lost too, only a client that was ahead can tell: here one asks before anybody writes.
  if (how === 'mark-lost' && (!ahead || backup.epoch !== server.database.epoch)) return;
  // Backups that were made later are of a life that is over.
  world.backups.splice(world.backups.indexOf(backup) + 1);
  const before = server.database.effects;
  server.restore(backup, how);
  const left = new Set(server.database.effects.map(({ uid }) => uid));
  for (const { uid } of before) if (!left.has(uid)) ledger.edits.get(uid)!.undone = true;
  if (how === 'mark-lost') server.answer(ahead!.pullRequest(1));
}

/** What each step does. A step that has nothing to work on does nothing. */
export const ACTS: Readonly<Record<Step, Act>> = {
  ...byPeople,
  ...byEngines,
  ...byTheNetwork,
  ...byBrokenClients,
  ...byOtherWriters,
};
