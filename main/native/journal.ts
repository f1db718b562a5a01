import type { FileHandle } from 'node:fs/promises';
import { constants } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JournalRecord } from '../../shared/ipc/contract.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { apply, readLines, toLine } from './journal-lines.ts';

/** Dead lines are worth a rewrite from here on. */
const COMPACT_FROM_BYTES = 512 * 1024;
/** Room that is taken ahead, so that edits can be written where the disk gives out no more (SPEC C9). */
const RESERVE_BYTES = 256 * 1024;

interface Waiting {
  records: readonly JournalRecord[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Opens a file to read and write, and makes it where it is not there. */
export type OpenFile = (path: string) => Promise<FileHandle>;

/** Of what cannot be read, and what became of the file. */
export type ToldOfDamage = (message: string) => void;

const openFile: OpenFile = (path) => open(path, constants.O_RDWR | constants.O_CREAT, 0o600);

/**
 * The second home of what a person wrote: a file to which lines are only ever added, with a reserve of zeros behind
 * them. A record counts when it is on disk and not before. It lies outside of the browser's storage, which can vanish
 * as a whole without an error.
 *
 * On a full disk the reserve takes what is written, some hundred edits; where a file system puts even what is written
 * over into a new place, as Apple's does, it promises less.
 */
export class Journal {
  readonly #path: string;
  readonly #openFile: OpenFile;
  readonly #waiting: Waiting[] = [];
  #kept = new Map<string, string>();
  #foreign: readonly string[] = [];
  #damaged = 0;
  /** The file has lines that nobody can read, and it is not kept aside yet: it must not be written anew. */
  #evidence = false;
  #file: FileHandle | null = null;
  /** Bytes of lines; what lies behind them is the reserve. */
  #end = 0;
  /** Bytes of the file. */
  #taken = 0;
  #torn = false;
  #compactFrom = COMPACT_FROM_BYTES;
  #writing: Promise<void> | null = null;

  private constructor(path: string, opens: OpenFile) {
    this.#path = path;
    this.#openFile = opens;
  }

  /** @throws the system's error where the file can neither be read nor made */
  static async open(
    path: string,
    opens: OpenFile = openFile,
    told: ToldOfDamage = () => undefined,
  ): Promise<Journal> {
    const journal = new Journal(path, opens);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await journal.#load(told);
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

  async #load(told: ToldOfDamage): Promise<void> {
    const file = await this.#opened();
    const bytes = withoutReserve(await file.readFile());
    const { kept, damaged, foreign, stale, torn } = readLines(bytes.toString('utf8'));
    this.#kept = kept;
    this.#damaged = damaged;
    this.#foreign = foreign;
    this.#torn = torn;
    this.#end = bytes.length;
    if (this.#taken === 0) await syncFolder(dirname(this.#path));
    // What was written in the clear by an earlier version, and sealed since, leaves the disk (decision 22).
    // A line that was damaged leaves it too, for a file beside it: so it counts once.
    const unreadable = damaged - foreign.length;
    this.#evidence = unreadable > 0;
    if (stale || this.#evidence) await this.#rewrite();
    if (unreadable > 0)
      told(
        `${unreadable} lines of a journal cannot be read; the file is ${this.#evidence ? 'left as it is' : 'kept beside it'}`,
      );
    await this.#reserve();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      const records = batch.flatMap((waiting) => waiting.records);
      try {
        await this.#append(records.map(toLine).join(''));
      } catch (error) {
        await this.#forgetUnfinished();
        for (const { reject } of batch) reject(error);
        continue;
      }
      for (const record of records) apply(this.#kept, record);
      for (const { resolve } of batch) resolve();
      if (this.#end >= this.#compactFrom) await this.#compact();
      await this.#reserve();
    }
    // In one breath with the look at what waits: who comes later starts anew.
    this.#writing = null;
  }

  async #append(lines: string): Promise<void> {
    const file = await this.#opened();
    const bytes = Buffer.from(this.#torn ? `\n${lines}` : lines);
    await writeAt(file, bytes, this.#end);
    await file.datasync();
    this.#torn = false;
    this.#end += bytes.length;
    this.#taken = Math.max(this.#taken, this.#end);
  }

  async #opened(): Promise<FileHandle> {
    if (this.#file !== null) return this.#file;
    this.#file = await this.#openFile(this.#path);
    this.#taken = (await this.#file.stat()).size;
    this.#end = Math.min(this.#end, this.#taken);
    return this.#file;
  }

  /** Real zeros: a length alone would be promised room and no more. */
  async #reserve(): Promise<void> {
    try {
      const file = await this.#opened();
      if (this.#taken - this.#end >= RESERVE_BYTES / 2) return;
      const zeros = Buffer.alloc(this.#end + RESERVE_BYTES - this.#taken);
      await writeAt(file, zeros, this.#taken).finally(async () => (this.#taken = (await file.stat()).size));
      await file.datasync();
    } catch {
      // Full: what there was room for is reserved, and what is to be written may still fit.
    }
  }

  /** Of records that are not kept nothing may be found at the next start, not even a line that came through whole. */
  async #forgetUnfinished(): Promise<void> {
    this.#torn = true;
    try {
      const file = await this.#opened();
      const { size } = await file.stat();
      await writeAt(file, Buffer.alloc(size - this.#end), this.#end);
      await file.datasync();
      this.#taken = size;
      this.#torn = false;
    } catch {
      // It stays, as a line that cannot be read.
    }
  }

  async #compact(): Promise<void> {
    const size = this.#end;
    const kept = Buffer.byteLength(this.#text());
    this.#compactFrom = Math.max(COMPACT_FROM_BYTES, kept * 2);
    if (kept * 2 > size) return;
    if (!(await this.#rewrite())) this.#compactFrom = size * 2;
  }

  /** Leaves out what is no longer needed. That this fails is no harm: the longer file says the same. */
  async #rewrite(): Promise<boolean> {
    const text = this.#text();
    try {
      if (this.#evidence) await this.#keepEvidence();
      await this.#file?.close();
      this.#file = null;
      await writeDurably(this.#path, text);
      this.#end = Buffer.byteLength(text);
      this.#torn = false;
      return true;
    } catch {
      return false;
    }
  }

  /** Sample of a name: `1c3f09a2-5b0e11d7.damaged-20261120063012345.journal`. */
  async #keepEvidence(): Promise<void> {
    const now = new Date().toISOString().replace(/\D/g, '');
    const bytes = withoutReserve(await readFile(this.#path));
    await writeDurably(this.#path.replace(/\.journal$/, `.damaged-${now}.journal`), bytes);
    this.#evidence = false;
  }

  /** Lines of another version stand first: it may know what they mean. */
  #text(): string {
    const lines = [...this.#kept].map(([key, text]) => toLine({ key, text }));
    return [...this.#foreign.map((line) => `${line}\n`), ...lines].join('');
  }
}

function withoutReserve(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

async function writeAt(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** All journals of this machine; each is opened when it is first asked for. */
export class Journals {
  readonly #folder: string;
  readonly #told: ToldOfDamage;
  readonly #open = new Map<string, Promise<Journal>>();

  constructor(folder: string, told: ToldOfDamage) {
    this.#folder = folder;
    this.#told = told;
  }

  /** @param scope one person on one server; it becomes the name of a file and is checked by the contract */
  of(scope: string): Promise<Journal> {
    const known = this.#open.get(scope);
    if (known !== undefined) return known;
    const opening = Journal.open(join(this.#folder, `${scope}.journal`), openFile, this.#told);
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
