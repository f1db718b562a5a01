/** True for a text that a spreadsheet takes for a formula once it is opened, edited or pasted there. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

const NUMBER = /^[+-]?\d[\d,]*(\.\d+)?%?$/;

/**
 * A cell for a file or a clipboard that knows nothing but text: what would be a formula gets an apostrophe, which makes
 * it text everywhere. A number stays one: `-12.50` is no formula.
 */
export const harmlessText = (text: string): string =>
  looksLikeFormula(text) && !NUMBER.test(text) ? `'${text}` : text;
