import type { Body, Cursor, Entity, Op, Result, Scope, Status } from './messages.ts';
import { addHash, rowHash } from '../checksum.ts';
import { keyOf } from './messages.ts';

/** One row of the log: where a row was last put into, or taken out of, a bucket. */
interface StateRow {
  bucket: string;
  entity: Entity;
  id: string;
  seq: number;
  op: number;
  deleted: boolean;
}

/** What a mutation has done, kept with the data, so that a restored backup forgets it as well. */
export interface Effect {
  uid: string;
  clientId: string;
  n: number;
  person: string;
  status: Status;
  /** The sender could write there at this moment, as the tables say. */
  authorised: boolean;
  /** A field was overwritten that was not what the writer had seen. */
  overwrote: boolean;
  /** A mutation that it depends on had no effect. */
  orphan: boolean;
}

export const LAST_OP = Number.MAX_SAFE_INTEGER;

/** Everything that one backup holds: tables, the log, receipts, who may what. */
export class Database {
  epoch: string;
  clock = 0;
  lastOp = 0;
  customers = new Map<string, Body>();
  notes = new Map<string, Body>();
  state = new Map<string, StateRow>();
  buckets = new Map<string, { lastSeq: number; minSeq: number }>();
  receipts = new Map<string, Result>();
  lastN = new Map<string, number>();
  effects: Effect[] = [];
  /** Logged moves: `code|community left`. */
  moved = new Set<string>();
  grants = new Map<string, ReadonlySet<string>>();

  constructor(epoch: string) {
    this.epoch = epoch;
  }

  copy(): Database {
    const copy = new Database(this.epoch);
    copy.clock = this.clock;
    copy.lastOp = this.lastOp;
    copy.customers = new Map(this.customers);
    copy.notes = new Map(this.notes);
    copy.state = new Map(this.state);
    copy.buckets = new Map(this.buckets);
    copy.receipts = new Map(this.receipts);
    copy.lastN = new Map(this.lastN);
    copy.effects = [...this.effects];
    copy.moved = new Set(this.moved);
    copy.grants = new Map(this.grants);
    return copy;
  }

  bucketOf(code: string): string | undefined {
    return this.customers.get(code)?.['community'];
  }

  notesOf(code: string): string[] {
    return [...this.notes].filter(([, body]) => body['customerCode'] === code).map(([id]) => id);
  }

  mayWrite(person: string, code: string): boolean {
    return this.grants.get(person)?.has(this.bucketOf(code) ?? '') === true;
  }

  /** SPEC S1: one row per live row and one tombstone per removed one. */
  log(bucket: string, entity: Entity, id: string, seq: number, deleted: boolean): void {
    this.state.set(`${bucket}|${keyOf(entity, id)}`, {
      bucket,
      entity,
      id,
      seq,
      op: ++this.lastOp,
      deleted,
    });
    const head = this.headOf(bucket);
    this.buckets.set(bucket, { ...head, lastSeq: Math.max(head.lastSeq, seq) });
  }

  headOf(bucket: string): { lastSeq: number; minSeq: number } {
    return this.buckets.get(bucket) ?? { lastSeq: 0, minSeq: 0 };
  }

  /** What lies after a cursor, in order of (seq, op); a put without its row is left out. */
  opsAfter(bucket: string, { seq, op, base }: Cursor): Op[] {
    const found: Op[] = [];
    for (const row of this.state.values()) {
      if (row.bucket !== bucket || row.seq < seq || (row.seq === seq && row.op <= op)) continue;
      if (row.deleted ? row.seq <= base : !this.#body(row)) continue;
      const { entity, id } = row;
      found.push({ entity, id, seq: row.seq, op: row.op, body: row.deleted ? null : this.#body(row)! });
    }
    return found.sort((a, b) => a.seq - b.seq || a.op - b.op);
  }

  /** SPEC S5. */
  sumOf(bucket: string): { n: number; h: number } {
    let n = 0;
    let h = 0;
    for (const row of this.state.values()) {
      if (row.bucket !== bucket || row.deleted) continue;
      n += 1;
      h = addHash(h, rowHash(row.entity, row.id, String(row.seq)));
    }
    return { n, h };
  }

  /** SPEC S4: tombstones up to `horizon` go, and each bucket remembers the highest. */
  purge(horizon: number): void {
    for (const [key, { bucket, seq, deleted }] of this.state) {
      if (!deleted || seq > horizon) continue;
      this.state.delete(key);
      const head = this.headOf(bucket);
      this.buckets.set(bucket, { ...head, minSeq: Math.max(head.minSeq, seq) });
    }
  }

  /** Straight from the tables, without a look at the log: what this person must see. */
  scopeOf(person: string): Scope {
    const scope = new Map<string, { bucket: string; body: Body }>();
    const mine = this.grants.get(person) ?? new Set();
    for (const [code, body] of this.customers) {
      const bucket = body['community']!;
      if (mine.has(bucket)) scope.set(keyOf('customer', code), { bucket, body });
    }
    for (const [id, body] of this.notes) {
      const bucket = this.bucketOf(body['customerCode']!);
      if (bucket !== undefined && mine.has(bucket)) scope.set(keyOf('note', id), { bucket, body });
    }
    return scope;
  }

  #body({ entity, id }: StateRow): Body | undefined {
    return entity === 'customer' ? this.customers.get(id) : this.notes.get(id);
  }
}
