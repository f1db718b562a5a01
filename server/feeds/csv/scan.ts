import type { SetAsideReason } from '../reasons.ts';
import { Refusal } from '../refusal.ts';
import { cellWriter, type CellWriter } from './cells.ts';
import type { Column } from './columns.ts';
import { CopyWriter } from './copy-writer.ts';

/**
 * One pass over the bytes of a CSV file (RFC 4180, LF or CRLF): the structure is checked, the cells are checked by
 * their types, and the rows come out as COPY takes them: line number, cells, reason. A row that is bad is kept with
 * its reason, and with the cells that could be read, because whoever is in the file is not missing from it.
 */
export interface Scan {
  /** COPY text: `line`, one column for each of the file, `reason`. */
  copy: Buffer;
  rows: number;
  /** The text of the row that begins on a line, as the file has it. */
  rowText(line: number): string;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** What ended a cell. */
type CellEnd = 'COMMA' | 'ROW' | 'MALFORMED' | 'UNCLOSED';

/**
 * @param bytes UTF-8 without a byte order mark.
 * @param force takes a file that breaks off, its last row set aside where it is short.
 * @throws Refusal E_COLUMNS, E_TRUNCATED
 */
export function scan(bytes: Buffer, columns: readonly Column[], { force }: { force: boolean }): Scan {
  const scanner = new Scanner(bytes, columns);
  scanner.header();
  const brokenAt = scanner.rows();
  if (brokenAt !== undefined && !force) throw new Refusal('E_TRUNCATED', brokenAt);
  const { starts, lines } = scanner;
  return {
    copy: scanner.out.bytes,
    rows: lines.length,
    rowText: (line) => {
      const i = positionOf(lines, line);
      return bytes.toString('utf8', starts[i], starts[i + 1] ?? bytes.length).replace(/(\r?\n)+$/, '');
    },
  };
}

/** Where `wanted` stands in a rising list that contains it. */
function positionOf(rising: readonly number[], wanted: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Scanner {
  readonly out: CopyWriter;
  readonly starts: number[] = [];
  readonly lines: number[] = [];
  readonly #bytes: Buffer;
  readonly #columns: readonly Column[];
  readonly #writers: readonly CellWriter[];
  /** The next byte to read, and the line it is on. */
  #at = 0;
  #line = 1;
  /** The cell just read, unquoted: in the file itself, or where it had doubled quotes in a copy. */
  #source: Buffer;
  #start = 0;
  #end = 0;
  /** Whether the row just read had too few cells. */
  #short = false;

  constructor(bytes: Buffer, columns: readonly Column[]) {
    this.#bytes = bytes;
    this.#source = bytes;
    this.#columns = columns;
    this.#writers = columns.map(cellWriter);
    this.out = new CopyWriter(bytes.length + (bytes.length >> 2));
  }

  header(): void {
    const found: string[] = [];
    let end: CellEnd = 'COMMA';
    while (end === 'COMMA') {
      end = this.#cell();
      found.push(this.#source.toString('utf8', this.#start, this.#end));
    }
    const wanted = this.#columns.map((column) => column.header);
    if (end !== 'ROW' || found.length !== wanted.length || found.some((name, i) => name !== wanted[i])) {
      throw new Refusal('E_COLUMNS', `expected ${wanted.join(',')}; found ${printable(found.join(','))}`);
    }
  }

  /** Reads all rows. Returns how the file breaks off, where it does. */
  rows(): string | undefined {
    const bytes = this.#bytes;
    let unclosed: number | undefined;
    while (this.#at < bytes.length) {
      if (this.#skipBlankLine()) continue;
      const line = this.#line;
      if (this.#row() === 'UNCLOSED') unclosed ??= line;
    }
    const last = this.lines.at(-1) ?? 1;
    if (bytes.at(-1) !== LINE_FEED) return `line ${last} does not end`;
    if (unclosed !== undefined) return `a quote opened in the row of line ${unclosed} is never closed`;
    return this.#short ? `line ${last} is short` : undefined;
  }

  #skipBlankLine(): boolean {
    const bytes = this.#bytes;
    const next = bytes[this.#at] === CARRIAGE_RETURN ? this.#at + 1 : this.#at;
    if (bytes[next] !== LINE_FEED) return false;
    this.#at = next + 1;
    this.#line++;
    return true;
  }

  /** Reads one row, and tells how its last cell ended. */
  #row(): CellEnd {
    const { out } = this;
    const width = this.#writers.length;
    const rowStart = this.#at;
    const rowLine = this.#line;
    this.starts.push(rowStart);
    this.lines.push(rowLine);
    out.ascii(String(rowLine));
    out.endCell();

    let reason: SetAsideReason | undefined;
    let cells = 0;
    let end: CellEnd = 'COMMA';
    while (end === 'COMMA') {
      end = this.#cell();
      if (end === 'MALFORMED' || end === 'UNCLOSED') break;
      const writer = this.#writers[cells++];
      if (!writer) continue;
      const found = writer(out, this.#source, this.#start, this.#end);
      reason ??= found;
      out.endCell();
    }
    for (let i = cells; i < width; i++) {
      out.null();
      out.endCell();
    }
    this.#short = end === 'ROW' && cells < width;
    if (end !== 'ROW' || cells !== width) reason = 'MALFORMED_ROW';
    if (reason === undefined) out.null();
    else out.ascii(reason);
    out.endRow();
    if (end !== 'ROW') this.#resume(rowStart, rowLine);
    return end;
  }

  /** After quotes that make no sense: goes on with the line after the one on which the row began. */
  #resume(rowStart: number, rowLine: number): void {
    const lineFeed = this.#bytes.indexOf(LINE_FEED, rowStart);
    this.#at = lineFeed < 0 ? this.#bytes.length : lineFeed + 1;
    this.#line = rowLine + 1;
  }

  #cell(): CellEnd {
    const bytes = this.#bytes;
    if (bytes[this.#at] === QUOTE) return this.#quotedCell();
    let at = this.#at;
    let byte = bytes[at];
    while (byte !== COMMA && byte !== LINE_FEED && byte !== undefined) {
      if (byte === QUOTE) return 'MALFORMED';
      byte = bytes[++at];
    }
    this.#source = bytes;
    this.#start = this.#at;
    this.#end = at;
    this.#at = at + 1;
    if (byte === COMMA) return 'COMMA';
    if (byte === LINE_FEED) this.#line++;
    if (this.#end > this.#start && bytes[this.#end - 1] === CARRIAGE_RETURN) this.#end--;
    return 'ROW';
  }

  #quotedCell(): CellEnd {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    let doubled = false;
    let close = bytes.indexOf(QUOTE, start);
    while (close >= 0 && bytes[close + 1] === QUOTE) {
      doubled = true;
      close = bytes.indexOf(QUOTE, close + 2);
    }
    if (close < 0) return 'UNCLOSED';
    let next = close + 1;
    if (bytes[next] === CARRIAGE_RETURN && (bytes[next + 1] === LINE_FEED || next + 1 === bytes.length))
      next++;
    const after = bytes[next];
    if (after !== COMMA && after !== LINE_FEED && after !== undefined) return 'MALFORMED';
    if (after === COMMA && next !== close + 1) return 'MALFORMED';

    for (let i = start; i < close; i++) if (bytes[i] === LINE_FEED) this.#line++;
    this.#setCell(start, close, doubled);
    this.#at = next + 1;
    if (after === COMMA) return 'COMMA';
    if (after === LINE_FEED) this.#line++;
    return 'ROW';
  }

  #setCell(start: number, end: number, doubled: boolean): void {
    this.#source = this.#bytes;
    this.#start = start;
    this.#end = end;
    if (!doubled) return;
    this.#source = Buffer.from(this.#bytes.toString('utf8', start, end).replaceAll('""', '"'));
    this.#start = 0;
    this.#end = this.#source.length;
  }
}

/** Text of somebody else's file, fit for one line of a terminal. */
function printable(text: string): string {
  const line = text.replace(/\p{C}+/gu, ' ');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
