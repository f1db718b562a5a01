import type { SetAsideReason } from '../reasons.ts';
import type { Column } from './columns.ts';
import type { CopyWriter } from './copy-writer.ts';

/**
 * Writes one cell, given as the bytes from `start` to `end`, in the form its column has in the store. Returns why the
 * row is bad, or undefined; of a bad cell null is written.
 */
export type CellWriter = (
  out: CopyWriter,
  bytes: Buffer,
  start: number,
  end: number,
) => SetAsideReason | undefined;

const ZERO = 0x30;
const DASH = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const SPACE = 0x20;

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9;
const twoDigits = (bytes: Buffer, at: number): number => (bytes[at]! - ZERO) * 10 + bytes[at + 1]! - ZERO;

function allDigits(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isDigit(bytes[i]!)) return false;
  return true;
}

export function cellWriter(column: Column): CellWriter {
  const writer = writerOf(column);
  if (!column.required) return writer;
  return (out, bytes, start, end) => {
    const reason = writer(out, bytes, start, end);
    return start === end ? 'MISSING_KEY' : reason;
  };
}

function writerOf(column: Column): CellWriter {
  switch (column.type) {
    case 'text':
      return (out, bytes, start, end) => {
        out.text(bytes, start, end);
        return undefined;
      };
    case 'day':
      return dayWriter(column.optional ?? false);
    case 'month':
      return monthWriter;
    case 'minute':
      return minuteWriter;
    case 'fen':
      return fenWriter(column.negative ?? false);
    case 'count':
      return countWriter;
    case 'word':
      return wordWriter(column);
  }
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether ten bytes are a day that exists, `2026-11-20`. */
function isDayAt(bytes: Buffer, at: number): boolean {
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return false;
  if (
    !allDigits(bytes, at, at + 4) ||
    !allDigits(bytes, at + 5, at + 7) ||
    !allDigits(bytes, at + 8, at + 10)
  )
    return false;
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  if (year < 1000 || day < 1 || day > (DAYS_OF_MONTH[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

const dayWriter =
  (optional: boolean): CellWriter =>
  (out, bytes, start, end) => {
    if (end - start === 10 && isDayAt(bytes, start)) {
      out.plain(bytes, start, end);
      return undefined;
    }
    out.null();
    return optional && start === end ? undefined : 'BAD_DATE';
  };

const monthWriter: CellWriter = (out, bytes, start, end) => {
  const month = twoDigits(bytes, start + 4);
  if (end - start !== 6 || !allDigits(bytes, start, end) || month < 1 || month > 12) {
    out.null();
    return 'BAD_DATE';
  }
  out.plain(bytes, start, start + 4);
  out.ascii('-');
  out.plain(bytes, start + 4, end);
  return undefined;
};

const minuteWriter: CellWriter = (out, bytes, start, end) => {
  const good =
    end - start === 16 &&
    isDayAt(bytes, start) &&
    bytes[start + 10] === SPACE &&
    bytes[start + 13] === COLON &&
    allDigits(bytes, start + 11, start + 13) &&
    allDigits(bytes, start + 14, end) &&
    twoDigits(bytes, start + 11) < 24 &&
    twoDigits(bytes, start + 14) < 60;
  if (!good) {
    out.null();
    return 'BAD_DATE';
  }
  out.plain(bytes, start, end);
  out.ascii('+08');
  return undefined;
};

const WHOLE_DIGITS = 12;

/** `-12.3` → `-1230`: the digits without the point, two decimals. */
const fenWriter =
  (negativeAllowed: boolean): CellWriter =>
  (out, bytes, start, end) => {
    const first = bytes[start] === DASH ? start + 1 : start;
    let point = first;
    while (point < end && bytes[point] !== POINT) point++;
    const decimals = end - point - 1;
    const shaped =
      point > first &&
      point - first <= WHOLE_DIGITS &&
      allDigits(bytes, first, point) &&
      (point === end || (decimals >= 1 && decimals <= 2 && allDigits(bytes, point + 1, end)));
    if (!shaped) {
      out.null();
      return 'BAD_NUMBER';
    }
    if (first > start) out.ascii('-');
    out.plain(bytes, first, point);
    if (point < end) out.plain(bytes, point + 1, end);
    if (decimals < 2) out.ascii(decimals === 1 ? '0' : '00');
    return first > start && !negativeAllowed && !isZero(bytes, first, end) ? 'NEGATIVE_AMOUNT' : undefined;
  };

function isZero(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== ZERO && bytes[i] !== POINT) return false;
  return true;
}

const COUNT_DIGITS = 15;

const countWriter: CellWriter = (out, bytes, start, end) => {
  const length = end - start;
  if (length > 0 && length <= COUNT_DIGITS && allDigits(bytes, start, end)) {
    out.plain(bytes, start, end);
    return undefined;
  }
  out.null();
  const negative =
    length > 1 && length <= COUNT_DIGITS && bytes[start] === DASH && allDigits(bytes, start + 1, end);
  return negative ? 'NEGATIVE_AMOUNT' : 'BAD_NUMBER';
};

const wordWriter =
  ({ words, reason }: Extract<Column, { type: 'word' }>): CellWriter =>
  (out, bytes, start, end) => {
    const word = bytes.toString('utf8', start, end);
    const meaning = Object.hasOwn(words, word) ? words[word] : undefined;
    if (meaning === null || meaning === undefined) out.null();
    else out.ascii(meaning);
    return meaning === undefined ? reason : undefined;
  };
