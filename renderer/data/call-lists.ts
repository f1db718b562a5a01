import { callEntryId, type CallEntry, type CallList } from '../../shared/domain/calls.ts';
import type { MutationArgs } from '../../shared/sync/mutations.ts';
import { isEditOf } from './outbox/entry-types.ts';
import type { OutboxEntry } from './types.ts';

export interface CallEntryView extends CallEntry {
  /** Called here, not yet seen by the server. */
  waiting: boolean;
}

/** A list as the person sees it: the server's rows with what he wrote himself laid over them. */
export interface CallListView extends CallList {
  /** In the order in which the list was made. */
  entries: CallEntryView[];
  /** Made or changed here, not yet seen by the server. */
  waiting: boolean;
  /** On its way to this colleague (a staff number). */
  handing: string | null;
  /** The outbox entry that was refused. */
  attention: string | null;
}

export interface CallListRows {
  lists: readonly CallList[];
  entries: readonly CallEntry[];
}

type Called = Pick<
  CallEntryView,
  'result' | 'interactionId' | 'note' | 'nextOn' | 'calledAt' | 'calledBy' | 'waiting'
>;

/**
 * SPEC C4 for call lists. Pure: the same rows and outbox give the same picture, the newest list first.
 * @param outbox of the whole outbox, in order
 * @param nameOf a customer's name by its code, as the index has it
 */
export function overlayCallLists(
  { lists, entries }: CallListRows,
  outbox: readonly OutboxEntry[],
  writer: { staffNo: string; name: string },
  nameOf: (customerCode: string) => string,
): CallListView[] {
  const picture = new Picture(lists, entries);
  for (const entry of outbox) {
    if (isEditOf(entry, 'callList.create')) picture.create(entry, writer, nameOf);
    else if (isEditOf(entry, 'callList.update')) picture.change(entry);
    else if (isEditOf(entry, 'callList.hand')) picture.hand(entry);
    else if (isEditOf(entry, 'callList.remove')) picture.remove(entry);
    else if (isEditOf(entry, 'interaction.add')) picture.call(entry, writer);
    else if (isEditOf(entry, 'interaction.withdraw')) picture.takeBack(entry);
  }
  return picture.lists();
}

/** The entries of each list, and of each customer on it what it said before each call that is laid over. */
class Picture {
  readonly #lists = new Map<string, CallListView>();
  readonly #entries = new Map<string, CallEntryView>();
  readonly #before = new Map<string, { key: string; said: CallEntryView }>();

  constructor(lists: readonly CallList[], entries: readonly CallEntry[]) {
    for (const list of lists)
      this.#lists.set(list.listId, { ...list, entries: [], waiting: false, handing: null, attention: null });
    for (const entry of entries)
      this.#entries.set(callEntryId(entry.listId, entry.customerCode), { ...entry, waiting: false });
  }

  create(
    entry: OutboxEntry<'callList.create'>,
    writer: { staffNo: string; name: string },
    nameOf: (customerCode: string) => string,
  ): void {
    const { customers, ...about } = entry.args;
    if (this.#lists.has(entry.id)) return;
    this.#lists.set(entry.id, {
      ...about,
      madeBy: writer.staffNo,
      madeByName: writer.name,
      madeAt: entry.occurred_at,
      entries: [],
      handing: null,
      ...flagsOf(entry),
    });
    customers.forEach((customerCode, place) =>
      this.#entries.set(callEntryId(entry.id, customerCode), {
        listId: entry.id,
        customerCode,
        customerName: nameOf(customerCode),
        place,
        waiting: false,
      }),
    );
  }

  change(entry: OutboxEntry<'callList.update'>): void {
    const list = this.#lists.get(entry.id);
    if (list === undefined) return;
    const flags = flagsOf(entry);
    const changed = entry.state === 'attention' ? {} : fieldsOf(entry.args.changes);
    this.#lists.set(entry.id, {
      ...list,
      ...changed,
      waiting: list.waiting || flags.waiting,
      attention: flags.attention ?? list.attention,
    });
  }

  hand(entry: OutboxEntry<'callList.hand'>): void {
    const list = this.#lists.get(entry.id);
    if (list === undefined) return;
    const { attention } = flagsOf(entry);
    this.#lists.set(entry.id, {
      ...list,
      handing: attention === null ? entry.args.to : list.handing,
      attention: attention ?? list.attention,
    });
  }

  remove(entry: OutboxEntry<'callList.remove'>): void {
    if (entry.state !== 'attention') this.#lists.delete(entry.id);
  }

  /** A call that the server has refused is still what was done here; it stands beside the list until it is dealt with. */
  call(entry: OutboxEntry<'interaction.add'>, { staffNo }: { staffNo: string }): void {
    const { call, customerCode, interactionId, note, nextOn, happenedAt } = entry.args;
    if (call === undefined || entry.state === 'attention') return;
    const key = callEntryId(call.listId, customerCode);
    const said = this.#entries.get(key);
    if (said === undefined) return;
    const older = said.calledAt !== undefined && Date.parse(said.calledAt) > Date.parse(happenedAt);
    if (older || said.interactionId === interactionId) return;
    this.#before.set(interactionId, { key, said });
    this.#entries.set(key, {
      ...bare(said),
      result: call.result,
      interactionId,
      note,
      ...(nextOn === undefined ? {} : { nextOn }),
      calledAt: happenedAt,
      calledBy: staffNo,
      waiting: flagsOf(entry).waiting,
    });
  }

  /** Where the server has the call already, what was said before it is the server's to tell. */
  takeBack(entry: OutboxEntry<'interaction.withdraw'>): void {
    if (entry.state === 'attention') return;
    const laidOver = this.#before.get(entry.id);
    if (laidOver !== undefined) this.#entries.set(laidOver.key, laidOver.said);
    for (const [key, said] of this.#entries) {
      if (said.interactionId === entry.id) this.#entries.set(key, { ...bare(said), waiting: true });
    }
  }

  lists(): CallListView[] {
    for (const entry of this.#entries.values()) this.#lists.get(entry.listId)?.entries.push(entry);
    const lists = [...this.#lists.values()];
    for (const list of lists) list.entries.sort((a, b) => a.place - b.place);
    return lists.sort(
      (a, b) => Date.parse(b.madeAt) - Date.parse(a.madeAt) || (a.listId < b.listId ? 1 : -1),
    );
  }
}

function bare(entry: CallEntryView): CallEntryView {
  const { result: _r, interactionId: _i, note: _n, nextOn: _d, calledAt: _a, calledBy: _b, ...rest } = entry;
  return rest satisfies Omit<CallEntryView, Exclude<keyof Called, 'waiting'>>;
}

const fieldsOf = (changes: MutationArgs['callList.update']['changes']): Partial<CallList> =>
  Object.fromEntries(changes.map(({ field, to }) => [field, to ?? '']));

const flagsOf = ({ state, uid }: OutboxEntry): Pick<CallListView, 'waiting' | 'attention'> => ({
  waiting: state === 'waiting' || state === 'sending',
  attention: state === 'attention' ? uid : null,
});
