import type { CallListCell, CallListColumn, CallListSpec } from '../../renderer/excel/index.ts';
import { exportWorkbook } from '../../renderer/excel/index.ts';
import type { ExportRun } from './api.ts';
import type { PlainRequest } from './plain-workbook.worker.ts';

/** A call list of 20 columns, as the customers' screen hands it over. */
function callList(rowCount: number): CallListSpec {
  const rows = Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(COLUMNS.map(({ key, kind }, column) => [key, cellOf(kind, row, column)])),
  );
  return {
    title: '外呼清单',
    columns: COLUMNS,
    rows,
    notes: {
      asOf: [{ source: '计费系统', asOf: '2026-11-20' }],
      filter: ['归属：渡东片1社区'],
      exportedBy: '覃文山（20109）',
      exportedAt: '2026-11-20 12:00',
      rowCount,
      watermark: '覃文山 20109 2026-11-20',
    },
  };
}

const KINDS: readonly CallListColumn['kind'][] = [
  'text',
  'text',
  'text',
  'money',
  'text',
  'count',
  'text',
  'day',
  'text',
  'month',
];
const COLUMNS: readonly CallListColumn[] = Array.from({ length: 20 }, (_, i) => ({
  key: `column${i}`,
  header: `第${i + 1}列`,
  kind: KINDS[i % KINDS.length]!,
  width: 14,
}));

function cellOf(kind: CallListColumn['kind'], row: number, column: number): CallListCell {
  switch (kind) {
    case 'money':
      return (row * 7919 * (column + 1)) % 100_000;
    case 'count':
      return row % 7;
    case 'day':
      return `2026-${String((row % 12) + 1).padStart(2, '0')}-${String((row % 28) + 1).padStart(2, '0')}`;
    case 'month':
      return `2026-${String((row % 10) + 1).padStart(2, '0')}`;
    default:
      return column % 3 === 0
        ? `HT${10_000_000 + row * 13 + column}`
        : `清河路${row % 900}号${column}栋${row % 40}室`;
  }
}

export async function exportProduct(rows: number): Promise<ExportRun> {
  const spec = callList(rows);
  return watched(() => exportWorkbook(spec));
}

/** The floor: SheetJS by itself in a worker, given rows of cells. */
export async function exportPlain(rowCount: number): Promise<ExportRun> {
  const { columns, rows } = callList(rowCount);
  return watched(async () => {
    const cells = [
      columns.map(({ header }) => header),
      ...rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
    ];
    const worker = new Worker(new URL('./plain-workbook.worker.ts', import.meta.url), { type: 'module' });
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }: MessageEvent<Uint8Array>) => resolve(data);
        worker.postMessage({ cells } satisfies PlainRequest);
      });
    } finally {
      worker.terminate();
    }
  });
}

/** Times a piece of work, and looks at the clock as often as the page is free to. */
async function watched(work: () => Promise<Uint8Array>): Promise<ExportRun> {
  let longestGapMs = 0;
  let last = performance.now();
  const look = (): void => {
    const now = performance.now();
    longestGapMs = Math.max(longestGapMs, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  const began = performance.now();
  try {
    const { length } = await work();
    const ms = performance.now() - began;
    look();
    return { ms, bytes: length, longestGapMs };
  } finally {
    clearInterval(timer);
  }
}
