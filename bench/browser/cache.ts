import type { EngineLink } from '../../renderer/sync/messages.ts';
import type { OutboxKeys } from '../../renderer/data/outbox/outbox-keys.ts';
import type { TokenSource } from '../../renderer/sync/transport.ts';
import type { Store, Workspace } from '../../renderer/data/types.ts';
import { workerLink } from '../../renderer/sync/engine-link.ts';
import { TransportError } from '../../renderer/sync/transport-error.ts';
import { Transport } from '../../renderer/sync/transport.ts';
import { openWorkspace } from '../../renderer/sync/workspace.ts';
import { CACHE_KEY } from './cache-key.ts';
import type { Download, Person, Reopening } from './api.ts';

const QUIET_MS = 10_000;

/** A person without a network: what the session says when a token cannot be had. */
const noNetwork: TokenSource = {
  accessToken: () => Promise.reject(new TransportError('offline', 'no network')),
};

const noKey = (): Promise<never> => Promise.reject(new Error('the bench exports nothing'));
const noKeys: OutboxKeys = { current: noKey, byId: noKey, forget: () => Promise.resolve() };

/** The same at every opening: the bench signs nobody in, and so has no keyring. */
const KEYS_OF_BENCH = {
  cache: CACHE_KEY,
  work: { current: { id: 'bench', bytes: new Uint8Array(32).fill(2) }, others: [] },
};

/** The workspace as the product opens it, in the bench's page instead of the product's screens. */
export const openAs = (
  { staffNo, staffId, now }: Person,
  tokens: TokenSource = noNetwork,
  link: () => EngineLink = workerLink,
): Promise<Workspace> =>
  openWorkspace({
    server: location.origin,
    transport: new Transport(location.origin),
    staffId,
    staffNo,
    about: { version: '0.1.0', edition: 'BROWSER', system: 'LINUX' },
    link,
    tokens,
    keys: noKeys,
    storageKeys: KEYS_OF_BENCH,
    now: () => new Date(now),
  });

/** Who he is to the server, and what opens it to him. */
export async function signIn({
  staffNo,
  password,
}: Person): Promise<{ staffId: string; tokens: TokenSource }> {
  const session = await new Transport(location.origin).login({
    staff_no: staffNo,
    password,
    device: { id: crypto.randomUUID(), name: 'bench' },
  });
  return {
    staffId: session.staff.id,
    tokens: { accessToken: () => Promise.resolve(session.access_token) },
  };
}

/**
 * From signed in to an index with everybody in it, verified against the server's sums: so long a person waits. And until
 * every row is in its table and the checkpoint has compared them there.
 */
export async function download(person: Person): Promise<Download> {
  const { staffId, tokens } = await signIn(person);
  const began = performance.now();
  const workspace = await openAs({ ...person, staffId }, tokens);
  const { status, index } = workspace;
  await until(index, ({ size }) => size >= Math.min(10_000, person.customers));
  const first10kMs = performance.now() - began;
  await until(status, ({ everComplete }) => everComplete);
  await until(index, ({ size }) => size >= person.customers);
  const waitedMs = performance.now() - began;
  await until(status, ({ state }) => state === 'idle');
  const ms = performance.now() - began;
  const { size } = index.get();
  const { verifiedRows } = status.get();
  await answers(workspace);
  // Nobody closes the window in that very second; what the client does when all is quiet, it does now.
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  await workspace.close();
  if (size !== person.customers) throw new Error(`${size} customers instead of ${person.customers}`);
  return { staffId, ms, waitedMs, first10kMs, rows: verifiedRows };
}

/** From a page that has loaded to an index that answers, without a network. */
export async function reopen(person: Person): Promise<Reopening> {
  const began = performance.now();
  const workspace = await openAs(person);
  await until(workspace.index, ({ size }) => size >= person.customers);
  const index = workspace.index.get();
  const shown = index.query({}, { key: 'customerCode', descending: false });
  index.at(shown[0]!);
  const ms = performance.now() - began;
  await workspace.close();
  return { ms, customers: shown.length };
}

/** Asks the worker for somebody whose rows must be there. */
async function answers(workspace: Workspace): Promise<void> {
  const { customerCode } = workspace.index.get().at(0);
  if (!(await workspace.customer(customerCode))) throw new Error(`${customerCode} is not in the cache`);
}

export const until = <T>(store: Store<T>, holds: (value: T) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const unsubscribe = store.subscribe(look);
    look();
    function look(): void {
      if (!holds(store.get())) return;
      unsubscribe();
      resolve();
    }
  });
