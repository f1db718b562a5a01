import type { JournalContent, TextRecord } from './journal-text.ts';
import { applyLines, emptyContent, toLine } from './journal-text.ts';

/** One file while nobody else has it: what a browser's synchronous access handle does. */
export interface OpenFile {
  getSize(): number;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}

export interface FileFolder {
  names(): Promise<string[]>;
  /** Made where it is not there. */
  open(name: string): Promise<OpenFile>;
  remove(name: string): Promise<void>;
}

/** Room that is taken ahead, so that edits can be written where the browser gives out no more. */
const RESERVE_BYTES = 256 * 1024;
/** Dead lines are worth a rewrite from here on. */
const COMPACT_FROM_BYTES = 512 * 1024;

/**
 * Texts by key in files to which lines are only ever added (SPEC C5). A rewrite goes to the file with the next
 * number, before the old one goes; read one after the other, they give the same whenever that was cut off.
 * Sample of a name: `1c3f09a2-5b0e11d7.4.journal`. Whoever calls sees to it that nobody else does meanwhile.
 */
export class JournalFiles {
  readonly #folder: FileFolder;
  readonly #scope: string;

  constructor(folder: FileFolder, scope: string) {
    this.#folder = folder;
    this.#scope = scope;
  }

  /**
   * What was written in the clear by an earlier version, and sealed since, leaves the disk by this (decision 22). A
   * line that is damaged leaves the journal too, for a file beside it: so it counts once.
   */
  async read(): Promise<{ records: { key: string; text: string }[]; damaged: number }> {
    const numbers = await this.#numbers();
    const content = await this.#readAll(numbers);
    if (content.lines > content.kept.size || unreadable(content)) await this.#rewrite(numbers, content);
    return { records: [...content.kept].map(([key, text]) => ({ key, text })), damaged: content.damaged };
  }

  /** On disk when it resolves. */
  async write(records: readonly TextRecord[]): Promise<void> {
    const numbers = await this.#numbers();
    const size = await this.#append(numbers.at(-1) ?? 1, records.map(toLine).join(''));
    if (size >= COMPACT_FROM_BYTES) await this.#compact(numbers);
  }

  async #readAll(numbers: readonly number[]): Promise<JournalContent> {
    const content = emptyContent();
    for (const number of numbers) {
      const file = await this.#folder.open(this.#name(number));
      try {
        applyLines(content, new TextDecoder().decode(contentOf(file)));
      } finally {
        file.close();
      }
    }
    return content;
  }

  async #append(number: number, lines: string): Promise<number> {
    const file = await this.#folder.open(this.#name(number));
    try {
      const content = contentOf(file);
      // A torn last line must not take the next one along.
      const torn = content.length > 0 && content.at(-1) !== NEWLINE;
      const bytes = new TextEncoder().encode((torn ? '\n' : '') + lines);
      const end = content.length + bytes.length;
      writeWhole(file, bytes, content.length);
      reserve(file, end);
      return end;
    } finally {
      file.close();
    }
  }

  async #compact(numbers: readonly number[]): Promise<void> {
    const content = await this.#readAll(numbers).catch(() => null);
    if (content === null || textOf(content).length * 2 > COMPACT_FROM_BYTES) return;
    await this.#rewrite(numbers, content);
  }

  /** Leaves out what is no longer needed. That this fails is no harm: the longer files say the same. */
  async #rewrite(numbers: readonly number[], content: JournalContent): Promise<void> {
    try {
      if (unreadable(content)) await this.#keepEvidence(numbers);
      await this.#append((numbers.at(-1) ?? 1) + 1, textOf(content));
      for (const number of numbers) await this.#folder.remove(this.#name(number));
    } catch {
      // Full, most likely.
    }
  }

  /** All of the journal as it is. Sample of a name: `1c3f09a2-5b0e11d7.damaged-20261120063012345.journal`. */
  async #keepEvidence(numbers: readonly number[]): Promise<void> {
    const now = new Date().toISOString().replace(/\D/g, '');
    const name = `${this.#scope}.damaged-${now}.journal`;
    const evidence = await this.#folder.open(name);
    let whole = false;
    try {
      for (const number of numbers) {
        const file = await this.#folder.open(this.#name(number));
        try {
          writeWhole(evidence, contentOf(file), evidence.getSize());
        } finally {
          file.close();
        }
      }
      whole = true;
    } finally {
      evidence.close();
      if (!whole) await this.#folder.remove(name);
    }
  }

  async #numbers(): Promise<number[]> {
    const names = await this.#folder.names();
    return names
      .filter((name) => name.startsWith(`${this.#scope}.`) && name.endsWith('.journal'))
      .map((name) => Number(name.split('.')[1]))
      .filter((number) => Number.isInteger(number))
      .sort((a, b) => a - b);
  }

  #name(number: number): string {
    return `${this.#scope}.${number}.journal`;
  }
}

const NEWLINE = 10;

/** What was written, without the reserve of zeros behind it. */
function contentOf(file: OpenFile): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.getSize());
  file.read(bytes, { at: 0 });
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

/** Of lines that are not kept nothing may be found at the next start, not even one that came through whole. */
function writeWhole(file: OpenFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  try {
    if (file.write(bytes, { at }) < bytes.length) throw new Error('written in part');
    file.flush();
  } catch (error) {
    try {
      file.write(new Uint8Array(file.getSize() - at), { at });
      file.flush();
    } catch {
      // It stays, as a line that cannot be read.
    }
    throw error;
  }
}

/** Lines that nobody can read; those of another version stay where they are. */
const unreadable = ({ damaged, foreign }: JournalContent): boolean => damaged > foreign.length;

/** Lines of another version stand first: it may know what they mean. */
const textOf = ({ kept, foreign }: JournalContent): string =>
  [...foreign.map((line) => `${line}\n`), ...[...kept].map(([key, text]) => toLine({ key, text }))].join('');

/** Real zeros: a length alone would be promised room and no more. */
function reserve(file: OpenFile, end: number): void {
  const size = file.getSize();
  if (size - end >= RESERVE_BYTES / 2) return;
  try {
    file.write(new Uint8Array(end + RESERVE_BYTES - size), { at: size });
  } catch {
    // Full: what is to be written may still fit.
  }
}
