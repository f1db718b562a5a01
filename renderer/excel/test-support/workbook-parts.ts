import { unzipSync } from 'fflate';

/** The parts of a workbook as texts: `['xl/worksheets/sheet1.xml', '<worksheet …']`. */
export const partsOf = (workbook: Uint8Array): [string, string][] =>
  Object.entries(unzipSync(workbook)).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
