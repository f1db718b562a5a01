/** `7043` → `7,043`: thousands by comma, the typographic minus. */
export const formatCount = (count: number): string =>
  `${count < 0 ? '\u2212' : ''}${String(Math.abs(Math.round(count))).replace(/\B(?=(\d{3})+$)/g, ',')}`;

/** A difference of counts: `+15`, `−3`, `0`. */
export const formatCountDifference = (count: number): string =>
  count > 0 ? `+${formatCount(count)}` : formatCount(count);

/** Bytes as MB with one decimal: `18400000` → `18.4`. */
export const formatMegabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/**
 * Change of `now` against `before` in percent with its sign: `+25.6%`, `−3.4%`. Null where there is nothing to
 * compare with, so that nobody reads 0 % where the source said nothing.
 */
export function formatPercentChange(now: number | null, before: number | null): string | null {
  if (now === null || before === null || before === 0) return null;
  const percent = ((now - before) / Math.abs(before)) * 100;
  const text = Math.abs(percent).toFixed(1);
  if (text === '0.0') return '0.0%';
  return `${percent > 0 ? '+' : '\u2212'}${text}%`;
}
