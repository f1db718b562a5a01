import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JournalRecord } from '../../shared/ipc/contract.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { apply, readLines, toLine } from './journal-lines.ts';

/** Dead lines are worth a rewrite from here on. */
const COMPACT_FROM_BYTES = 512 * 1024;

interface Waiting {
  records: readonly JournalRecord[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * The second home of what a person wrote: a file to which lines are only ever added. A record counts when it is
 * on disk and not before. It lies outside of the browser's storage, which can vanish as a whole without an error.
 */
export class Journal {
  readonly #path: string;
  readonly #waiting: Waiting[] = [];
  #kept = new Map<string, string>();
  #damaged = 0;
  #file: FileHandle | null = null;
  #size = 0;
  #torn = false;
  #compactFrom = COMPACT_FROM_BYTES;
  #writing: Promise<void> | null = null;

  private constructor(path: string) {
    this.#path = path;
  }

  /** @throws the system's error where the file can neither be read nor made */
  static async open(path: string): Promise<Journal> {
    const journal = new Journal(path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await journal.#load();
    return journal;
  }

  /** What is kept, the oldest first, and how many lines could not be read. */
  read(): { records: { key: string; text: string }[]; damaged: number } {
    return {
      records: [...this.#kept].map(([key, text]) => ({ key, text })),
      damaged: this.#damaged,
    };
  }

  /**
   * Resolves when the records are on disk. Those that come while one write is on its way share the next.
   * @throws the system's error; the records are not kept then, and later ones may be
   */
  write(records: readonly JournalRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file?.close();
    this.#file = null;
  }

  async #load(): Promise<void> {
    const content = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (content !== null) {
      const { kept, damaged, torn } = readLines(content);
      this.#kept = kept;
      this.#damaged = damaged;
      this.#torn = torn;
      this.#size = Buffer.byteLength(content);
    }
    this.#file = await open(this.#path, 'a', 0o600);
    if (content === null) await syncFolder(dirname(this.#path));
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      const records = batch.flatMap((waiting) => waiting.records);
      try {
        await this.#append(records.map(toLine).join(''));
      } catch (error) {
        this.#torn = true;
        for (const { reject } of batch) reject(error);
        continue;
      }
      for (const record of records) apply(this.#kept, record);
      for (const { resolve } of batch) resolve();
      if (this.#size >= this.#compactFrom) await this.#compact();
    }
    // In one breath with the look at what waits: who comes later starts anew.
    this.#writing = null;
  }

  async #append(lines: string): Promise<void> {
    this.#file ??= await open(this.#path, 'a', 0o600);
    const text = this.#torn ? `\n${lines}` : lines;
    await this.#file.appendFile(text);
    await this.#file.datasync();
    this.#torn = false;
    this.#size += Buffer.byteLength(text);
  }

  /** Leaves out what is no longer needed. That this fails is no harm: the longer file says the same. */
  async #compact(): Promise<void> {
    const lines = [...this.#kept].map(([key, text]) => toLine({ key, text })).join('');
    const size = Buffer.byteLength(lines);
    this.#compactFrom = Math.max(COMPACT_FROM_BYTES, size * 2);
    if (size * 2 > this.#size) return;
    try {
      await this.#file?.close();
      this.#file = null;
      await writeDurably(this.#path, lines);
      this.#size = size;
      this.#torn = false;
    } catch {
      this.#compactFrom = this.#size * 2;
    }
  }
}

/** All journals of this machine; each is opened when it is first asked for. */
export class Journals {
  readonly #folder: string;
  readonly #open = new Map<string, Promise<Journal>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param scope one person on one server; it becomes the name of a file and is checked by the contract */
  of(scope: string): Promise<Journal> {
    const known = this.#open.get(scope);
    if (known !== undefined) return known;
    const opening = Journal.open(join(this.#folder, `${scope}.journal`));
    this.#open.set(scope, opening);
    opening.catch(() => this.#open.delete(scope));
    return opening;
  }

  async close(): Promise<void> {
    for (const journal of this.#open.values())
      await journal.then((open) => open.close()).catch(() => undefined);
    this.#open.clear();
  }
}
