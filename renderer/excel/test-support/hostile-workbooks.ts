import { strToU8, unzipSync, zipSync } from 'fflate';
import * as XLSX from 'xlsx';

type Parts = Record<string, Uint8Array>;

/** A workbook of these rows, as Excel would have saved it, with its parts changed by hand. */
function workbook(rows: unknown[][], change: (parts: Parts) => void = () => undefined): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), '划分');
  const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
  const parts: Parts = unzipSync(bytes);
  change(parts);
  return zipSync(parts);
}

const SHEET = 'xl/worksheets/sheet1.xml';
const edit = (parts: Parts, name: string, by: (xml: string) => string): void => {
  parts[name] = strToU8(by(new TextDecoder().decode(parts[name])));
};

/** Each byte of `from` at its first place is overwritten by `to`, of one length. */
function overwritten(bytes: Uint8Array, at: number, to: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(to, at);
  return copy;
}

/** Where the directory's entry of the largest part says how large it is. */
function saidSizeOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let best = -1;
  for (let at = 0; at + 46 < bytes.length; at++)
    if (view.getUint32(at, true) === 0x02014b50)
      if (best < 0 || view.getUint32(at + 24, true) > view.getUint32(best, true)) best = at + 24;
  return best;
}

/** A hundred names for the same megabytes of zeros. */
function overlapping(): Uint8Array {
  const one = zipSync({ a: new Uint8Array(4 * 1024 * 1024) });
  const view = new DataView(one.buffer, one.byteOffset);
  const directory = view.getUint32(one.length - 6, true);
  const entry = one.subarray(directory, one.length - 22);
  const bomb = new Uint8Array(directory + entry.length * 100 + 22);
  bomb.set(one.subarray(0, directory));
  for (let i = 0; i < 100; i++) bomb.set(entry, directory + i * entry.length);
  bomb.set(one.subarray(one.length - 22), bomb.length - 22);
  new DataView(bomb.buffer).setUint16(bomb.length - 12, 100, true);
  return bomb;
}

/** What somebody may hand to a reader of workbooks whose sheet has these headers. */
export function hostileWorkbooks(headers: readonly string[]): Record<string, Uint8Array> {
  const row = headers.map((_, at) => `KH000000000${at}`);
  const good = workbook([[...headers], row]);
  const large = workbook([[...headers], ...Array.from({ length: 3000 }, () => row)]);
  return {
    nothing: new Uint8Array(),
    'a text': strToU8(headers.join(',')),
    'a page of the web': strToU8('<html><table><tr><td>客户编码</td></tr></table></html>'),
    'noise that begins like a zip': overwritten(new Uint8Array(4096).fill(0x5a), 0, [0x50, 0x4b, 3, 4]),
    'half a workbook': good.subarray(0, good.length / 2),
    'a damaged part': overwritten(large, 60, [0xff, 0xff, 0xff, 0xff, 0xff]),
    'parts that lie over each other and unpack to 400 MB': overlapping(),
    'a size that is a lie': overwritten(large, saidSizeOf(large), [10, 0, 0, 0]),
    'a formula in each cell': workbook([[...headers], row], (parts) =>
      edit(parts, SHEET, (xml) =>
        xml.replace(
          /<c r="([A-Z]+2)"[^>]*>.*?<\/c>/g,
          '<c r="$1"><f>HYPERLINK("http://x","y")</f><v>1</v></c>',
        ),
      ),
    ),
    'a link to another workbook': workbook([[...headers], row], (parts) => {
      parts['xl/externalLinks/externalLink1.xml'] = strToU8(
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
      );
      edit(parts, SHEET, (xml) =>
        xml.replace(/<c r="A2"[^>]*>.*?<\/c>/, '<c r="A2"><f>[1]Sheet1!$A$1</f><v>1</v></c>'),
      );
    }),
    'cells to the end of all sheets': workbook([[...headers], row], (parts) =>
      edit(parts, SHEET, (xml) =>
        xml
          .replace(/<dimension ref="[^"]*"\/>/, '<dimension ref="A1:XFD1048576"/>')
          .replace(
            '</sheetData>',
            '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
          ),
      ),
    ),
    'a cell at the far right': workbook([[...headers], row], (parts) =>
      edit(parts, SHEET, (xml) =>
        xml.replace(
          '</row></sheetData>',
          '<c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
        ),
      ),
    ),
    'keys that reach for prototypes': workbook(
      [
        [...headers, '__proto__', 'constructor', 'prototype', 'toString'],
        [...row, '{"polluted":1}', 'polluted', 'polluted', 'polluted'],
      ],
      (parts) => {
        edit(parts, 'xl/workbook.xml', (xml) =>
          xml.replace(
            '</workbook>',
            '<definedNames><definedName name="__proto__">polluted</definedName></definedNames></workbook>',
          ),
        );
        parts['__proto__/polluted'] = strToU8('x');
        parts['docProps/custom.xml'] = strToU8(
          '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="__proto__"><vt:lpwstr>polluted</vt:lpwstr></property></Properties>',
        );
      },
    ),
    'an entity that laughs': workbook([[...headers], row], (parts) =>
      edit(parts, SHEET, (xml) =>
        xml
          .replace('?>', '?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>')
          .replace(/KH0000000000/, '&b;'),
      ),
    ),
    'twenty million letters in a cell': workbook([[...headers], row], (parts) =>
      edit(parts, SHEET, (xml) =>
        xml.replace(
          '</row></sheetData>',
          `<c r="ZZ2" t="inlineStr"><is><t>${'x'.repeat(20_000_000)}</t></is></c></row></sheetData>`,
        ),
      ),
    ),
  };
}
