import type { Chance } from '../../../shared/lib/chance.ts';

/** Stands in every text, so that an answer which sends one back can be told. */
export const MARKER = 'ZQMARKERQZ';

/** Texts that programs stumble over. */
const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\u202e\u2066txt',
  '\ufeff',
  'e\u0301'.repeat(40),
  '👩‍👩‍👧‍👦'.repeat(20),
  '𠮷'.repeat(64),
  `'; drop table staff; --`,
  `" or ""="`,
  '%',
  '_%\\',
  '${7*7}{{7*7}}',
  '../../../../etc/passwd',
  '%2e%2e%2f%00',
  '<script>alert(1)</script>',
  '=cmd|calc!A1',
  '__proto__',
  'constructor',
  'NaN',
  'null',
  '-0',
  '1e999',
  '9'.repeat(400),
  '2026-02-30',
  '0000-00-00',
  '999999-99-99T99:99:99Z',
  '2026-13',
  'x'.repeat(5000),
];

const NUMBERS = [0, -0, -1, 1.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 31, 2 ** 63, -(2 ** 53)];

export const hostileText = (chance: Chance): string => `${MARKER}${chance.pick(TEXTS) ?? ''}`;
/** The bare text, for places where a prefix would hide it. */
export const bareHostileText = (chance: Chance): string => chance.pick(TEXTS) ?? '';
export const hostileNumber = (chance: Chance): number => chance.pick(NUMBERS) ?? 0;

/** Of any type but perhaps the one that was asked for. */
export function anything(chance: Chance): unknown {
  switch (chance.below(9)) {
    case 0:
      return null;
    case 1:
      return hostileNumber(chance);
    case 2:
      return chance.is(0.5);
    case 3:
      return [];
    case 4:
      return {};
    case 5:
      return deep(200, chance.is(0.5));
    case 6:
      return Array.from({ length: 3000 }, (_, at) => at);
    case 7:
      return JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}') as unknown;
    default:
      return hostileText(chance);
  }
}

function deep(levels: number, asArray: boolean): unknown {
  let value: unknown = MARKER;
  for (let level = 0; level < levels; level++) value = asArray ? [value] : { a: value };
  return value;
}
