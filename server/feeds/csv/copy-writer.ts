const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BACKSLASH = 0x5c;
const LETTER_N = 0x4e;

/** Writes rows in PostgreSQL's COPY text format into one growing buffer. */
export class CopyWriter {
  #buffer: Buffer;
  #length = 0;

  constructor(capacity: number) {
    this.#buffer = Buffer.allocUnsafe(Math.max(1024, capacity));
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  endCell(): void {
    this.#room(1);
    this.#buffer[this.#length++] = TAB;
  }

  endRow(): void {
    this.#room(1);
    this.#buffer[this.#length++] = LINE_FEED;
  }

  null(): void {
    this.#room(2);
    this.#buffer[this.#length++] = BACKSLASH;
    this.#buffer[this.#length++] = LETTER_N;
  }

  /** Text of ASCII alone without anything to escape: a number, a code of ours. */
  ascii(text: string): void {
    this.#room(text.length);
    for (let i = 0; i < text.length; i++) this.#buffer[this.#length++] = text.charCodeAt(i);
  }

  /** Bytes without anything to escape: digits, points, dashes. */
  plain(from: Buffer, start: number, end: number): void {
    this.#room(end - start);
    const buffer = this.#buffer;
    let at = this.#length;
    for (let i = start; i < end; i++) buffer[at++] = from[i]!;
    this.#length = at;
  }

  /** Any text in UTF-8. */
  text(from: Buffer, start: number, end: number): void {
    this.#room((end - start) * 2);
    const buffer = this.#buffer;
    let at = this.#length;
    for (let i = start; i < end; i++) {
      const byte = from[i]!;
      if (byte === BACKSLASH || (byte <= CARRIAGE_RETURN && byte >= TAB)) {
        at = escape(buffer, at, byte);
      } else {
        buffer[at++] = byte;
      }
    }
    this.#length = at;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

function escape(buffer: Buffer, at: number, byte: number): number {
  buffer[at++] = BACKSLASH;
  // \t, \n, \v, \f, \r and the backslash itself.
  buffer[at++] = byte === BACKSLASH ? BACKSLASH : 'tnvfr'.charCodeAt(byte - TAB);
  return at;
}
