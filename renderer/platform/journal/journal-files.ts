import type { TextRecord } from './journal-text.ts';
import { applyLines, toLine } from './journal-text.ts';

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

  async read(): Promise<{ records: { key: string; text: string }[]; damaged: number }> {
    const { kept, damaged } = await this.#readAll(await this.#numbers());
    return { records: [...kept].map(([key, text]) => ({ key, text })), damaged };
  }

  /** On disk when it resolves. */
  async write(records: readonly TextRecord[]): Promise<void> {
    const numbers = await this.#numbers();
    const size = await this.#append(numbers.at(-1) ?? 1, records.map(toLine).join(''));
    if (size >= COMPACT_FROM_BYTES) await this.#compact(numbers);
  }

  async #readAll(numbers: readonly number[]): Promise<{ kept: Map<string, string>; damaged: number }> {
    const kept = new Map<string, string>();
    let damaged = 0;
    for (const number of numbers) {
      const file = await this.#folder.open(this.#name(number));
      try {
        damaged += applyLines(kept, new TextDecoder().decode(contentOf(file)));
      } finally {
        file.close();
      }
    }
    return { kept, damaged };
  }

  async #append(number: number, lines: string): Promise<number> {
    const file = await this.#folder.open(this.#name(number));
    try {
      const content = contentOf(file);
      // A torn last line must not take the next one along.
      const torn = content.length > 0 && content.at(-1) !== NEWLINE;
      const bytes = new TextEncoder().encode((torn ? '\n' : '') + lines);
      const end = content.length + bytes.length;
      if (end > file.getSize()) reserve(file, end);
      if (file.write(bytes, { at: content.length }) < bytes.length) throw new Error('written in part');
      file.flush();
      return end;
    } finally {
      file.close();
    }
  }

  async #compact(numbers: readonly number[]): Promise<void> {
    const { kept } = await this.#readAll(numbers);
    const lines = [...kept].map(([key, text]) => toLine({ key, text })).join('');
    if (lines.length * 2 > COMPACT_FROM_BYTES) return;
    await this.#append((numbers.at(-1) ?? 1) + 1, lines);
    for (const number of numbers) await this.#folder.remove(this.#name(number));
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

/** Real zeros: a length alone would be promised room and no more. Without room for them the lines come alone. */
function reserve(file: OpenFile, from: number): void {
  try {
    file.write(new Uint8Array(RESERVE_BYTES), { at: from });
  } catch {
    // Full: what is to be written may still fit.
  }
}
