/** Money is an integer number of fen. Only what a person reads is in yuan. */
export type Fen = number;

const MINUS = '\u2212';

/** `-1234567` → `−12,345.67`: two decimals, thousands by comma, the typographic minus. */
export function formatYuan(fen: Fen): string {
  const absolute = Math.abs(fen);
  const whole = String(Math.trunc(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? MINUS : ''}${whole}.${String(absolute % 100).padStart(2, '0')}`;
}

/** A difference: the plus is written too, and nothing stands before zero. */
export const formatYuanDifference = (fen: Fen): string => (fen > 0 ? `+${formatYuan(fen)}` : formatYuan(fen));

/** `"12.30"` → 1230; undefined for anything that is not an amount with at most two decimals. */
export function parseYuan(text: string): Fen | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' && fen !== 0 ? -fen : fen;
}
