import type { Answer, BucketPage, Cursor, EpochRefusal, Mutation, Op } from './messages.ts';
import type { PullAnswer, PullRequest, Request } from './messages.ts';
import type { Change } from './changes.ts';
import type { Holds } from './rules.ts';
import { applyChange } from './changes.ts';
import { Database, LAST_OP } from './database.ts';
import { settlePush } from './settle.ts';

/** A transaction that is open: its changes are seen by nobody yet, its rows are locked. */
export interface OpenTransaction {
  changes: Change[];
  /** Given at write time where S2 is taken away. */
  drawn: number | null;
}

interface Plan {
  bucket: string;
  reset: boolean;
  from: Cursor;
  ops: Op[];
  sum: { n: number; h: number };
}

/** The server's side of SPEC.md. */
export class ModelServer {
  database = new Database('epoch-0');
  open: OpenTransaction[] = [];
  /** Mutations that fail for no reason of their own, however often they are tried. */
  readonly poisoned = new Set<string>();
  /** Every change so far, whichever life of the history it was made in. */
  events = 0;
  /** Notes refused though their writer had the customer once. */
  readonly notTakenLate: string[] = [];
  /** What a reader without a snapshot may meet between two buckets. */
  interleave: () => void = () => undefined;
  /** What may happen after each mutation of a push. */
  meanwhile: (clientId: string) => void = () => undefined;
  readonly #holds: Holds;
  readonly #setOf = new Map<string, string[]>();
  readonly #grantsSeen = new Map<string, ReadonlySet<string>>();
  /** The high-water mark, kept outside of the database. */
  #mark = { epoch: 'epoch-0', clock: 0 };
  #epochs = 0;

  constructor(holds: Holds) {
    this.#holds = holds;
  }

  begin(changes: Change[]): void {
    const drawn = this.#holds('S2.seal') ? null : ++this.database.clock;
    this.open.push({ changes, drawn });
  }

  commit(transaction: OpenTransaction): void {
    this.#noticeRestore();
    this.open = this.open.filter((other) => other !== transaction);
    const seq = transaction.drawn ?? ++this.database.clock;
    for (const change of transaction.changes) applyChange(this.database, change, seq, this.#holds);
    this.#committed();
  }

  rollback(transaction: OpenTransaction): void {
    this.open = this.open.filter((other) => other !== transaction);
  }

  run(...changes: Change[]): void {
    const transaction: OpenTransaction = { changes, drawn: null };
    this.open.push(transaction);
    this.commit(transaction);
  }

  isLocked(code: string): boolean {
    return this.open.some(({ changes }) => changes.some((change) => change.code === code));
  }

  grant(person: string, communities: ReadonlySet<string>): void {
    this.database.grants.set(person, communities);
    this.events += 1;
  }

  /** SPEC S10: refused, because nobody would hear of it. */
  truncateNotes(): void {
    if (this.#holds('S10.truncate')) return;
    this.database.notes.clear();
    this.events += 1;
  }

  purge(horizon: number): void {
    this.database.purge(horizon);
  }

  /** SPEC S9. @param how by the command, behind its back, or so that the mark outside is lost as well */
  restore(backup: Database, how: 'command' | 'unannounced' | 'mark-lost'): void {
    this.database = backup.copy();
    this.open = [];
    this.events += 1;
    if (how !== 'unannounced') this.#moveMark();
    if (how === 'command' && this.#holds('S9.epoch')) this.#beginEpoch();
  }

  answer(request: Request): Answer {
    this.#noticeRestore();
    if (!this.#epochIsKnown(request)) return this.#refusal();
    if (request.kind === 'pull') return this.#pull(request);
    const before = this.database.clock;
    const answer = settlePush(this.#surroundings(), request);
    if (answer === null) return this.answer(request);
    if (this.database.clock > before) this.#committed();
    return answer;
  }

  #surroundings() {
    const now = (): Database => this.database;
    return {
      get database() {
        return now();
      },
      meanwhile: this.meanwhile,
      holds: this.#holds,
      isLocked: (code: string) => this.isLocked(code),
      poisoned: this.poisoned,
      onWorthLate: ({ uid }: Mutation) => void this.notTakenLate.push(uid),
      grantsFirstSeen: (person: string): ReadonlySet<string> => {
        const now = this.database.grants.get(person) ?? new Set<string>();
        if (!this.#grantsSeen.has(person)) this.#grantsSeen.set(person, now);
        return this.#grantsSeen.get(person)!;
      },
    };
  }

  #pull(request: PullRequest): PullAnswer {
    const { database } = this;
    const bucketSet = this.#bucketSet(request);
    const { clock } = database;
    const half = Math.ceil(bucketSet.length / 2);
    const plans = bucketSet.map((bucket, at) => {
      if (at === half && !this.#holds('S3.snapshot')) this.interleave();
      return this.#plan(bucket, request, clock);
    });
    const taken = takePage(plans, request.limit);
    const pages = plans.map((plan) => this.#page(plan, taken, clock));
    const complete = pages.every((page) => !page.more);
    return {
      kind: 'page',
      epoch: database.epoch,
      seq: clock,
      complete,
      bucketSet,
      pages,
      ...(complete ? { truth: { scope: database.scopeOf(request.person), at: this.events } } : {}),
    };
  }

  /** SPEC S6. */
  #bucketSet({ clientId, person }: PullRequest): string[] {
    const now = [...(this.database.grants.get(person) ?? [])].sort();
    if (this.#holds('S6.anew')) return now;
    const first = this.#setOf.get(clientId) ?? now;
    this.#setOf.set(clientId, first);
    return first;
  }

  #plan(bucket: string, { cursors }: PullRequest, clock: number): Plan {
    const cursor = cursors[bucket];
    const stale = cursor !== undefined && cursor.base < this.database.headOf(bucket).minSeq;
    const reset = cursor === undefined || (stale && this.#holds('S4.reset'));
    const from = reset ? { seq: 0, op: 0, base: clock } : cursor;
    const ops = this.database.opsAfter(bucket, from);
    return { bucket, reset, from, ops, sum: this.database.sumOf(bucket) };
  }

  #page({ bucket, reset, from, ops, sum }: Plan, taken: ReadonlySet<Op>, clock: number): BucketPage {
    const sent = ops.filter((op) => taken.has(op));
    const more = sent.length < ops.length;
    const base = this.#holds('S4.base') ? from.base : clock;
    const last = [...taken].at(-1);
    const reached = last && (last.seq > from.seq || (last.seq === from.seq && last.op > from.op));
    const partial = reached ? { seq: last.seq, op: last.op, base } : { ...from, base };
    const to = more ? partial : { seq: clock, op: LAST_OP, base: clock };
    return { bucket, reset, to, more, ops: sent, ...(more || !this.#holds('S5.sums') ? {} : sum) };
  }

  #epochIsKnown(request: Request): boolean {
    const cursors = request.kind === 'pull' ? Object.values(request.cursors) : [];
    const known =
      request.epoch === null
        ? request.kind === 'push' || cursors.length === 0
        : request.epoch === this.database.epoch;
    if (!known) return false;
    const ahead = cursors.some(({ seq, base }) => seq > this.database.clock || base > this.database.clock);
    if (!ahead || !this.#holds('S9.ahead')) return true;
    this.#beginEpoch();
    return false;
  }

  #refusal(): EpochRefusal {
    return { kind: 'epoch', epoch: this.database.epoch };
  }

  #noticeRestore(): void {
    const { epoch, clock } = this.database;
    const older = epoch !== this.#mark.epoch || clock < this.#mark.clock;
    if (older && this.#holds('S9.mark')) this.#beginEpoch();
    this.#moveMark();
  }

  #beginEpoch(): void {
    this.database.epoch = `epoch-${++this.#epochs}`;
    this.#moveMark();
  }

  #moveMark(): void {
    this.#mark = { epoch: this.database.epoch, clock: this.database.clock };
  }

  #committed(): void {
    this.#moveMark();
    this.events += 1;
  }
}

/** Rows come in one order over all buckets, so that a page brings each of them up to its own last row. */
function takePage(plans: readonly Plan[], limit: number): ReadonlySet<Op> {
  const all = plans.flatMap((plan) => plan.ops).sort((a, b) => a.seq - b.seq || a.op - b.op);
  return new Set(all.slice(0, limit));
}
