import type { Body, BucketPage, Cursor, Entity, PullAnswer } from './messages.ts';
import type { Holds } from './rules.ts';
import { addHash, rowHash } from '../checksum.ts';
import { keyOf } from './messages.ts';

interface CachedRow {
  bucket: string;
  entity: Entity;
  id: string;
  seq: number;
  body: Body;
}

export interface Completed {
  /** Buckets whose rows are not those of the server. */
  mismatched: string[];
}

/** The rows of one person as the storage of his device has them. */
export class ModelCache {
  epoch: string | null = null;
  rows = new Map<string, CachedRow>();
  cursors: Record<string, Cursor> = {};
  /** Keys that have come since a bucket is read from zero; the others are swept. */
  marks = new Map<string, Set<string>>();
  removes: { bucket: string; key: string; seq: number }[] = [];

  copy(): ModelCache {
    const copy = new ModelCache();
    copy.epoch = this.epoch;
    copy.rows = new Map(this.rows);
    copy.cursors = { ...this.cursors };
    copy.marks = new Map([...this.marks].map(([bucket, keys]) => [bucket, new Set(keys)]));
    copy.removes = [...this.removes];
    return copy;
  }

  /** SPEC C1: whether a page that was asked for with `asked` still fits. */
  fits(
    asked: { epoch: string | null; cursors: Readonly<Record<string, Cursor>> },
    answer: PullAnswer,
  ): boolean {
    if (asked.epoch !== this.epoch || (this.epoch !== null && answer.epoch !== this.epoch)) return false;
    const names = new Set([...Object.keys(asked.cursors), ...Object.keys(this.cursors)]);
    return [...names].every((name) => sameCursor(asked.cursors[name], this.cursors[name]));
  }

  moveCursors(answer: PullAnswer): void {
    this.epoch = answer.epoch;
    for (const { bucket, to } of answer.pages) this.cursors[bucket] = to;
  }

  storeRows(answer: PullAnswer, holds: Holds): void {
    for (const page of answer.pages) {
      if (page.reset) this.marks.set(page.bucket, new Set());
      this.#storeBucket(page, holds);
    }
  }

  #storeBucket({ bucket, ops }: BucketPage, holds: Holds): void {
    for (const { entity, id, seq, body } of ops) {
      const key = keyOf(entity, id);
      if (body === null) {
        this.removes.push({ bucket, key, seq });
        continue;
      }
      this.marks.get(bucket)?.add(key);
      const stored = this.rows.get(key);
      // An older state of a row that has moved on meanwhile.
      if (stored && stored.seq > seq && !this.#isLeftover(key, stored)) continue;
      this.rows.set(key, { bucket, entity, id, seq, body });
    }
    if (!holds('C2.defer')) this.#runRemoves(holds);
  }

  #isLeftover(key: string, { bucket }: CachedRow): boolean {
    return this.marks.get(bucket)?.has(key) === false;
  }

  /** What is done when an answer about all buckets is complete (SPEC C2, C3). */
  complete({ pages, bucketSet }: PullAnswer, holds: Holds): Completed {
    this.#runRemoves(holds);
    for (const [bucket, kept] of this.marks) {
      if (!holds('C3.sweep')) continue;
      this.#deleteRows((row, key) => row.bucket === bucket && !kept.has(key));
    }
    this.marks.clear();
    if (holds('C3.leave')) {
      this.#deleteRows((row) => !bucketSet.includes(row.bucket));
      for (const bucket of Object.keys(this.cursors))
        if (!bucketSet.includes(bucket)) delete this.cursors[bucket];
    }
    if (!holds('C3.verify')) return { mismatched: [] };
    const mismatched = pages.filter((page) => !this.#agrees(page)).map(({ bucket }) => bucket);
    for (const bucket of mismatched) delete this.cursors[bucket];
    return { mismatched };
  }

  /** SPEC S9: data stays; cursors and the seqs of rows go. */
  beginEpoch(epoch: string, holds: Holds): void {
    this.epoch = epoch;
    if (!holds('S9.clear')) return;
    this.cursors = {};
    this.removes = [];
    this.marks.clear();
    for (const [key, row] of this.rows) this.rows.set(key, { ...row, seq: 0 });
  }

  #runRemoves(holds: Holds): void {
    for (const { bucket, key, seq } of this.removes) {
      const row = this.rows.get(key);
      const there = row?.bucket === bucket && row.seq < seq;
      if (there || !holds('C2.only-there')) this.rows.delete(key);
    }
    this.removes = [];
  }

  #deleteRows(gone: (row: CachedRow, key: string) => boolean): void {
    for (const [key, row] of this.rows) if (gone(row, key)) this.rows.delete(key);
  }

  #agrees({ bucket, n, h }: BucketPage): boolean {
    if (n === undefined) return true;
    let rows = 0;
    let sum = 0;
    for (const row of this.rows.values()) {
      if (row.bucket !== bucket) continue;
      rows += 1;
      sum = addHash(sum, rowHash(row.entity, row.id, String(row.seq)));
    }
    return rows === n && sum === h;
  }
}

const sameCursor = (a: Cursor | undefined, b: Cursor | undefined): boolean =>
  a && b ? a.seq === b.seq && a.op === b.op && a.base === b.base : a === b;
