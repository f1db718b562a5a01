/**
 * SheetJS writes values, widths, filters and number formats, but neither fonts nor frozen panes nor the quote mark
 * that keeps a text a text. So the skeleton has one sample cell for each way a cell can look, told apart by a
 * number format that stands for it; here the few lines of XML that say what such a format looks like are rewritten.
 */
export const CELL_FORMATS = {
  header: '@;@;@',
  /** Text that stays text when it is edited: 0781... keeps its zero, a long account number its digits. */
  text: '@',
  /** Text that begins like a formula; shown and kept as it is, never calculated (`quotePrefix`). */
  quotedText: '@;@;@;@',
  /** Text that may be written over where the sheet is protected. */
  input: '@;@',
  money: '#,##0.00',
  count: '#,##0',
  day: 'yyyy\\-mm\\-dd',
} as const;
export type CellFormat = keyof typeof CELL_FORMATS;
export const FORMAT_NAMES = Object.keys(CELL_FORMATS) as CellFormat[];

const TEXT_FORMAT_ID = 49;
const BOLD_FONT =
  '<font><b/><sz val="12"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>';
const FROZEN_HEADER =
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
  '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>';

/** Replaces the marker formats by what they stand for. Throws when SheetJS has come to write styles another way. */
export function restyle(xml: string): string {
  const idOf = new Map(
    [...xml.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"\/>/g)].map((match) => [
      match[2],
      match[1],
    ]),
  );
  let styled = once(
    xml,
    /<fonts count="1">(<font>.*?<\/font>)<\/fonts>/,
    (_all, font) => `<fonts count="2">${font}${BOLD_FONT}</fonts>`,
  );
  const replaceFormat = (format: string, attributes: string, within = ''): void => {
    const id = idOf.get(format);
    const xf = `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
    const opened = `<xf numFmtId="${TEXT_FORMAT_ID}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" ${attributes}`;
    const look = within === '' ? `${opened}/>` : `${opened}>${within}</xf>`;
    styled = once(styled, new RegExp(xf), () => look);
    styled = once(styled, new RegExp(`<numFmt numFmtId="${id}" formatCode="[^"]*"/>`), () => '');
  };
  replaceFormat(CELL_FORMATS.quotedText, 'fontId="0" quotePrefix="1"');
  replaceFormat(CELL_FORMATS.header, 'fontId="1" applyFont="1"');
  replaceFormat(CELL_FORMATS.input, 'fontId="0" applyProtection="1"', '<protection locked="0"/>');
  const left = styled.match(/<numFmt /g)?.length ?? 0;
  return once(styled, /<numFmts count="\d+">/, () => `<numFmts count="${left}">`);
}

export interface SheetFrame {
  /** The sheet up to and with its header row, the header frozen. */
  head: string;
  /** What follows the last row. */
  tail: string;
  /** The number by which a cell names its look. */
  styles: Record<CellFormat, number>;
}

/**
 * Takes the skeleton sheet apart: row 1 is the header and stays, row 2 holds the sample cells, one for each of
 * FORMAT_NAMES from column A on, and goes. `range` is what the sheet will cover, `A1:T20001`.
 */
export function frameOf(sheet: string, range: string): SheetFrame {
  const samples = /<row r="2">.*?<\/row>/.exec(sheet);
  const ids = [...(samples?.[0] ?? '').matchAll(/<c r="[A-Z]+2" s="(\d+)"/g)].map((match) =>
    Number(match[1]),
  );
  if (!samples || ids.length !== FORMAT_NAMES.length) throw new Error('the sheet has no row of sample cells');
  const measured = once(
    sheet.slice(0, samples.index),
    /<dimension ref="[^"]*"\/>/,
    () => `<dimension ref="${range}"/>`,
  );
  const head = once(
    measured,
    /<sheetView ([^>]*)\/>/,
    (_all, attributes) => `<sheetView ${attributes}>${FROZEN_HEADER}</sheetView>`,
  );
  const styles = Object.fromEntries(FORMAT_NAMES.map((name, i) => [name, ids[i]!])) as Record<
    CellFormat,
    number
  >;
  // No green corners on account numbers: that they are text is meant.
  const tail = once(
    sheet.slice(samples.index + samples[0].length),
    /numberStoredAsText="1" sqref="[^"]*"/,
    () => `numberStoredAsText="1" sqref="${range}"`,
  );
  return { head, tail, styles };
}

function once(text: string, pattern: RegExp, replacement: (...match: string[]) => string): string {
  if (!pattern.test(text)) throw new Error(`the workbook is not written as expected: ${pattern.source}`);
  return text.replace(pattern, replacement);
}
