import type { Change } from './changes.ts';
import type { ModelDevice, Window } from './device.ts';
import type { Entry } from './outbox.ts';
import type { World } from './world.ts';
import { keyOf } from './messages.ts';
import { COMMUNITIES } from './world.ts';

/** Of the edits, how many the server can never take for a reason of its own. */
const POISON = 0.02;

/** What a feed or an administrator does next. Customers whose rows another transaction holds are left alone. */
export function drawChange(world: World): Change {
  const { chance, server, codes } = world;
  const kind = chance.weighted<Change['kind']>({
    create: 2,
    rename: 6,
    'rename-by-sql': 2,
    move: 8,
    close: 1,
  });
  const free = codes.filter((code) => server.database.customers.has(code) && !server.isLocked(code));
  const code = kind === 'create' ? undefined : chance.pick(free);
  if (code === undefined) return { kind: 'create', code: world.newCode(), value: chance.pick(COMMUNITIES)! };
  return { kind, code, value: kind === 'move' ? chance.pick(COMMUNITIES)! : world.newText('name') };
}

type Draft = Pick<Entry, 'type' | 'id' | 'customerCode' | 'edits'>;

/** A person writes something about a customer that he sees; now and then about one that he should not know. */
export function writeSomething(world: World, device: ModelDevice): void {
  const { chance } = world;
  const window = chance.pick(device.windows);
  const seen = [...device.cache.rows.values()].filter(({ entity }) => entity === 'customer');
  const code = chance.is(0.05) ? chance.pick(world.codes) : chance.pick(seen)?.id;
  if (!window || code === undefined) return;
  const uid = save(world, device, window, drawDraft(world, device, code), []);
  // Two edits that belong together: the second makes no sense without the first.
  if (chance.is(0.15)) save(world, device, window, remarkDraft(world, device, code), [uid]);
}

/** @returns the uid of the edit */
function save(world: World, device: ModelDevice, window: Window, draft: Draft, dependsOn: string[]): string {
  const { chance, ledger, server } = world;
  const uid = world.newText('edit');
  const customerName = device.view(keyOf('customer', draft.customerCode))?.['name'] ?? draft.customerCode;
  if (!device.write({ uid, ...draft, dependsOn, customerName }, window)) world.witness.refusedToWrite(device);
  const [edit] = draft.edits;
  ledger.edits.set(uid, {
    uid,
    person: device.person,
    device,
    type: draft.type,
    key: keyOf(draft.type === 'remark.edit' ? 'customer' : 'note', draft.id),
    field: edit!.field,
    to: String(edit!.to),
    customerCode: draft.customerCode,
    dropped: false,
    shown: false,
    copyLost: false,
    undone: false,
  });
  if (chance.is(POISON)) server.poisoned.add(uid);
  return uid;
}

function drawDraft(world: World, device: ModelDevice, code: string): Draft {
  const { chance } = world;
  const kind = chance.weighted<Entry['type']>({ 'note.add': 5, 'note.edit': 4, 'remark.edit': 4 });
  const note = kind === 'note.edit' ? chance.pick(notesSeen(device, code)) : undefined;
  const to = world.newText('text');
  if (note !== undefined) {
    const from = device.view(keyOf('note', note))!['text']!;
    return { type: 'note.edit', id: note, customerCode: code, edits: [{ field: 'text', from, to }] };
  }
  if (kind === 'remark.edit') return remarkDraft(world, device, code);
  const id = world.newText('note');
  return { type: 'note.add', id, customerCode: code, edits: [{ field: 'text', from: null, to }] };
}

function remarkDraft(world: World, device: ModelDevice, code: string): Draft {
  const from = device.view(keyOf('customer', code))?.['remark'] ?? '';
  const edits = [{ field: 'remark', from, to: world.newText('text') }];
  return { type: 'remark.edit', id: code, customerCode: code, edits };
}

/** Notes on a customer, of the cache and those that only wait. */
function notesSeen(device: ModelDevice, code: string): string[] {
  const cached = [...device.cache.rows.values()].filter(({ body }) => body['customerCode'] === code);
  const waiting = [...device.outbox.entries.values(), ...device.beside].filter(
    (entry) => entry.type === 'note.add' && entry.customerCode === code,
  );
  return [...new Set([...cached, ...waiting].map(({ id }) => id))];
}
