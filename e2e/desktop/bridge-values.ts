import fc from 'fast-check';
import type { DesktopBridge } from '../../shared/ipc/bridge.ts';
import type { CallName } from '../../shared/ipc/channels.ts';
import { CALLS } from '../../shared/ipc/contract.ts';

/** Which call a function of `window.desktop` makes, for those that make one. */
export const CALL_OF = {
  readStart: 'start.read',
  chooseServer: 'server.choose',
  writeSetting: 'settings.write',
  readSecret: 'vault.read',
  writeSecret: 'vault.write',
  removeSecret: 'vault.remove',
  readJournal: 'journal.read',
  writeJournal: 'journal.write',
  saveFile: 'files.save',
  openFile: 'files.open',
  showNotification: 'notifications.show',
  takeLink: 'links.take',
  openExternal: 'links.openExternal',
  showSyncState: 'sync.show',
  printPage: 'page.print',
  readUpdate: 'updates.read',
  installUpdate: 'updates.install',
  readLog: 'log.read',
} as const satisfies Record<Exclude<keyof DesktopBridge, `on${string}`>, CallName>;

/** Near misses: right names with wrong values, right values with one thing too many. */
const NAMES = [
  'key',
  'text',
  'name',
  'secret',
  'scope',
  'records',
  'bytes',
  'kind',
  'kinds',
  'mostBytes',
  'url',
  'address',
];
const HOSTILE = [
  '../../settings',
  '..\\..\\settings',
  '/etc/passwd',
  'C:\\Windows\\win.ini',
  'a\u0000b',
  '__proto__',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'x'.repeat(70_000),
  '{"__proto__":{"polluted":true}}',
];

const leaf = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, -1, 0),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: false },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 8 })), tie('tree'), {
      maxKeys: 4,
    }),
  ),
}));

/** Values that the contract refuses for this call. The seed stands in the name of the test. */
export function refusedValues(call: CallName, seed: number, count: number): unknown[] {
  const { request } = CALLS[call];
  return fc.sample(tree, { seed, numRuns: count }).filter((value) => !request.safeParse(value).success);
}
