/** What a cell and a sheet name may say. */

const EXCEL_CELL_LIMIT = 32_767;
const CUT = '…';

/**
 * A text that fits into a cell; what is longer ends with an ellipsis. Half a surrogate pair, which no UTF-8 file can
 * hold, becomes U+FFFD.
 */
export function cellText(text: string): string {
  const whole = /[\ud800-\udfff]/.test(text)
    ? new TextDecoder().decode(new TextEncoder().encode(text))
    : text;
  return whole.length > EXCEL_CELL_LIMIT ? whole.slice(0, EXCEL_CELL_LIMIT - CUT.length) + CUT : whole;
}

const NEEDS_CARE = /[&<>\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x/;

/**
 * A text as sheet XML writes it. What XML cannot hold is written as Excel does, `_x0007_`; and what only looks so,
 * `_x0041_` typed by a person, is escaped itself, so that it does not come back as `A`.
 */
export function xmlText(text: string): string {
  if (text.length <= EXCEL_CELL_LIMIT && !NEEDS_CARE.test(text)) return text;
  return cellText(text)
    .replaceAll('\r\n', '\n')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

/** A name that Excel takes for a sheet, not one of `taken`: ≤ 31 characters, none of `[]:*?/\`. */
export function sheetName(title: string, taken: readonly string[] = []): string {
  const clean = title
    .replaceAll(/[[\]:*?/\\\u0000-\u001f]/g, ' ')
    .replaceAll(/^[\s']+|[\s']+$/g, '')
    .slice(0, 31)
    .replaceAll(/[\s']+$/g, '');
  if (clean === '') return '清单';
  const reserved = [...taken.map((name) => name.toLowerCase()), 'history'];
  return reserved.includes(clean.toLowerCase()) ? `${clean.slice(0, 29)}清单` : clean;
}
