import type { IndexColumns } from './columns.ts';
import type { Segment } from './segment.ts';
import { startsSyllable } from './pinyin.ts';
import { bareNumber, normalise, scan, textStart } from './text.ts';

/** How well a word fits a customer; the smaller the better. */
const EXACT_NAME = 1;
const EXACT_NUMBER = 2;
const NAME_START = 3;
const SPELLING_START = 4;
const NUMBER_START = 5;
const NAME_INSIDE = 6;
const SPELLING_INSIDE = 7;
const NUMBER_INSIDE = 8;
const ADDRESS = 9;
const NO_HIT = 255;

const SPACE = 32;
const LINE_FEED = 10;

/** What is typed, in words that must all be found. */
export const searchWords = (text: string): string[] =>
  normalise(text)
    .split(/\s+/)
    .filter((word) => word !== '');

/** Marks with 1 every position where all words are found anywhere: in name, spelling, numbers or address. */
export function matchText(columns: IndexColumns, text: string): Uint8Array {
  const words = searchWords(text);
  let matches = new Uint8Array(columns.size).fill(1);
  for (const word of words) {
    const found = new Uint8Array(columns.size);
    columns.segments.forEach((segment, at) => {
      const start = columns.starts[at]!;
      eachHit(segment, word, (row) => {
        found[start + row] = matches[start + row]!;
      });
    });
    matches = found;
  }
  return matches;
}

/**
 * The best matches, the best first; equal ones by the order `tieOrder`. Names and numbers that are the word or
 * begin with it come before those that contain it, and an address last.
 */
export function bestMatches(
  columns: IndexColumns,
  text: string,
  limit: number,
  tieOrder: Uint32Array,
): Uint32Array {
  const words = searchWords(text);
  if (words.length === 0) return new Uint32Array(0);
  let scores: Uint8Array = new Uint8Array(columns.size);
  for (const word of words) scores = worse(scores, scoreWord(columns, word));
  const counts = new Uint32Array(256);
  for (let p = 0; p < scores.length; p++) if (columns.closed[p] === 0) counts[scores[p]!]!++;
  const best: number[] = [];
  for (let score = 0; score < NO_HIT && best.length < limit; score++) {
    if (counts[score] === 0) continue;
    for (const position of tieOrder) {
      if (scores[position] !== score || columns.closed[position] !== 0) continue;
      best.push(position);
      if (best.length === limit || --counts[score]! === 0) break;
    }
  }
  return Uint32Array.from(best);
}

/** A customer fits several words as well as its worst word does. */
function worse(a: Uint8Array, b: Uint8Array): Uint8Array {
  for (let p = 0; p < a.length; p++) if (b[p]! > a[p]!) a[p] = b[p]!;
  return a;
}

function scoreWord(columns: IndexColumns, word: string): Uint8Array {
  const scores = new Uint8Array(columns.size).fill(NO_HIT);
  columns.segments.forEach((segment, at) => {
    const start = columns.starts[at]!;
    eachHit(segment, word, (row, score) => {
      if (score < scores[start + row]!) scores[start + row] = score;
    });
  });
  return scores;
}

function eachHit(segment: Segment, word: string, onHit: (row: number, score: number) => void): void {
  scan(segment.searchNames, word, (row, at) => {
    const start = textStart(segment.searchNames, row);
    const whole = at === start && at + word.length === segment.searchNames.ends[row];
    onHit(row, whole ? EXACT_NAME : at === start ? NAME_START : NAME_INSIDE);
    return true;
  });
  scan(segment.searchAddresses, word, (row) => {
    onHit(row, ADDRESS);
    return true;
  });
  if (/^[a-z0-9']+$/.test(word)) hitSpelling(segment, word.replaceAll("'", ''), onHit);
  const bare = bareNumber(word);
  if (/^[a-z0-9_./]*\d[a-z0-9_./]*$/.test(bare) || /^[a-z]+$/.test(bare)) hitNumbers(segment, bare, onHit);
}

function hitSpelling(
  { spelling, spellingLower }: Segment,
  word: string,
  onHit: (row: number, score: number) => void,
): void {
  if (word === '') return;
  scan(spellingLower, word, (row, at) => {
    if (!startsSyllable(spelling.blob, at)) return false;
    const first = at === textStart(spelling, row) || spelling.blob.charCodeAt(at - 1) === SPACE;
    onHit(row, first ? SPELLING_START : SPELLING_INSIDE);
    return first;
  });
}

/** Each number stands after a space, so that its start is found by looking for the space with it. */
function hitNumbers(
  { searchNumbers }: Segment,
  word: string,
  onHit: (row: number, score: number) => void,
): void {
  scan(searchNumbers, ` ${word}`, (row, at) => {
    const after = searchNumbers.blob.charCodeAt(at + 1 + word.length);
    const whole = after === SPACE || after === LINE_FEED;
    onHit(row, whole ? EXACT_NUMBER : NUMBER_START);
    return whole;
  });
  scan(searchNumbers, word, (row) => {
    onHit(row, NUMBER_INSIDE);
    return true;
  });
}
