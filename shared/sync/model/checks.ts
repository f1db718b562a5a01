import type { ModelDevice } from './device.ts';
import type { Ledger, SavedEdit } from './ledger.ts';
import type { PullAnswer } from './messages.ts';
import type { ModelServer } from './server.ts';
import { keyOf } from './messages.ts';
import { PARKED } from './outbox.ts';

/** A promise of SPEC.md that was not kept. */
export class BrokenPromise extends Error {
  override name = 'BrokenPromise';
}

const broken = (what: string): never => {
  throw new BrokenPromise(what);
};

/** After a checkpoint the device holds what its person could see in the snapshot of the answer: no more, no less. */
export function checkCheckpoint(device: ModelDevice, { truth, seq }: PullAnswer): void {
  if (truth) compareRows(device, truth.scope, `checkpoint ${seq}`);
}

function compareRows(
  device: ModelDevice,
  scope: ReadonlyMap<string, { bucket: string; body: object }>,
  when: string,
): void {
  const { rows } = device.cache;
  for (const [key, { bucket, body }] of scope) {
    const row = rows.get(key) ?? broken(`${device.name} lacks ${key} at ${when}`);
    if (row.bucket !== bucket)
      broken(`${device.name} has ${key} in ${row.bucket}, not ${bucket}, at ${when}`);
    if (row.body !== body) broken(`${device.name} has a stale ${key} at ${when}`);
  }
  for (const key of rows.keys())
    if (!scope.has(key)) broken(`${device.name} has the ghost ${key} at ${when}`);
}

/** Whom a device had at its last checkpoint, and its person never lost since, is there at every moment. */
export function checkNobodyVanished(device: ModelDevice, held: Iterable<string>): void {
  for (const code of held) {
    if (!device.cache.rows.has(keyOf('customer', code))) broken(`${code} vanished from ${device.name}`);
  }
}

/** What a person wrote last in a field he sees, until a checkpoint has shown its effect. */
export function checkEditsAreSeen(device: ModelDevice, edits: readonly SavedEdit[]): void {
  const last = new Map<string, SavedEdit>();
  for (const edit of edits) last.set(`${edit.key}|${edit.field}`, edit);
  for (const edit of last.values()) {
    if (edit.shown || edit.dropped || edit.copyLost) continue;
    if (!device.cache.rows.has(keyOf('customer', edit.customerCode))) continue;
    const body = device.view(edit.key);
    // A note may have been edited since by somebody else; one that is gone has no text that could be shown.
    const seen = edit.type === 'note.add' ? body !== undefined : !body || body[edit.field] === edit.to;
    if (!seen) broken(`${edit.uid} is not seen on ${device.name}`);
  }
}

/** What the server has done: each uid once, in the order of its client, within the rights of its sender. */
export function checkEffects(server: ModelServer, ledger: Ledger): void {
  const seen = new Set<string>();
  const lastN = new Map<string, number>();
  for (const effect of server.database.effects) {
    const { uid, clientId, n } = effect;
    if (seen.has(uid)) broken(`${uid} was applied twice`);
    seen.add(uid);
    if (n <= (lastN.get(clientId) ?? 0)) broken(`${uid} was applied out of order`);
    lastN.set(clientId, n);
    if (!effect.authorised) broken(`${uid} was applied without the right to`);
    if (effect.overwrote) broken(`${uid} overwrote what its writer had not seen`);
    if (effect.orphan) broken(`${uid} was applied without what it depends on`);
    if (ledger.edits.get(uid)?.person !== effect.person) broken(`${uid} was sent as another person`);
  }
  if (server.notTakenLate.length > 0) broken(`${server.notTakenLate[0]} was refused instead of taken late`);
}

/** When all faults are over: every device shows the truth, and every edit has exactly one fate. */
export function checkEnd(server: ModelServer, devices: readonly ModelDevice[], ledger: Ledger): void {
  checkEffects(server, ledger);
  for (const device of devices) {
    compareRows(device, server.database.scopeOf(device.person), 'the end');
    const [stuck] = device.outbox.waiting();
    if (stuck) broken(`${stuck.uid} still waits on ${device.name}`);
  }
  for (const edit of ledger.edits.values()) checkFate(server, edit);
}

function checkFate({ database }: ModelServer, edit: SavedEdit): void {
  const applied = database.effects.some(({ uid }) => uid === edit.uid);
  const entry = edit.device.outbox.entries.get(edit.uid);
  if (entry?.state === 'acknowledged') broken(`${edit.uid} was acknowledged and is still laid over`);
  const shown = entry?.state === 'attention';
  if (shown && (entry.code === undefined || entry.customerName === ''))
    broken(`${edit.uid} does not say why`);
  if (edit.dropped) {
    if (entry) broken(`${edit.uid} was given up and is there again`);
    return;
  }
  if (applied && shown && entry.code !== PARKED) broken(`${edit.uid} was applied and is shown as refused`);
  // Forgotten by the server and by the client: two faults, and no third copy.
  if (!applied && !shown && !(edit.copyLost && edit.undone)) broken(`${edit.uid} is lost`);
}
