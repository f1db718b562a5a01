import * as XLSX from 'xlsx';

export interface PlainRequest {
  cells: (string | number | null)[][];
}

globalThis.addEventListener('message', ({ data }: MessageEvent<PlainRequest>) => {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(data.cells), 'list');
  const workbook = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
  globalThis.postMessage(workbook, { transfer: [workbook.buffer] });
});
