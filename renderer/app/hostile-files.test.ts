import { describe, expect, it } from 'vitest';
import { openOutboxFile, OutboxFileError } from '../data/outbox/outbox-file.ts';
import { CODE_HEADER, readCodeSheet } from '../excel/code-sheet/read.ts';
import { DIVISION_COLUMNS } from '../excel/division/layout.ts';
import { readDivisionWorkbook } from '../excel/division/read.ts';
import { doSheetTask } from '../excel/division/sheet-job.ts';
import { hostileWorkbooks } from '../excel/test-support/hostile-workbooks.ts';
import { sourcesWith } from './test-support/source-files.ts';

const NOTES = { asOf: [], filter: [], exportedBy: '', exportedAt: '', rowCount: 1, watermark: '' };

/** Why it was refused; what it holds where it was taken. */
type Read = (bytes: Uint8Array) => Promise<{ refused: string } | { taken: unknown }>;

const ofWorkbook = (read: { ok: true } | { ok: false; refusal: { kind: string } }) =>
  read.ok ? { taken: read } : { refused: read.refusal.kind };

/** Everything in the client that reads a file which a person hands it, by the file of its source. */
const READERS: Readonly<Record<string, { headers: readonly string[]; read: Read }>> = {
  'excel/division/read.ts': {
    headers: DIVISION_COLUMNS.map(({ header }) => header),
    read: (bytes) => Promise.resolve(ofWorkbook(readDivisionWorkbook(bytes))),
  },
  // Group members, outcomes of calls, people: all sheets that name something in their first column.
  'excel/code-sheet/read.ts': {
    headers: [CODE_HEADER, '备注'],
    read: (bytes) => Promise.resolve(ofWorkbook(readCodeSheet(bytes))),
  },
  'data/outbox/outbox-file.ts': {
    headers: [],
    read: (bytes) =>
      openOutboxFile(bytes, 'S1', {
        current: () => Promise.reject(new Error('not asked for')),
        byId: () => Promise.resolve(null),
      } as never).then(
        (taken) => ({ taken }),
        (error: unknown) => {
          if (error instanceof OutboxFileError) return { refused: error.fault };
          throw error;
        },
      ),
  },
};

/** Where a file is picked, and which reader its bytes go to. */
const PICKED: Readonly<Record<string, keyof typeof READERS | 'server'>> = {
  'features/division/use-import.ts': 'excel/division/read.ts',
  'features/workbook-import/use-workbook-import.ts': 'excel/code-sheet/read.ts',
  'features/settings/use-local-work.tsx': 'data/outbox/outbox-file.ts',
  // Sent as it is: what the server makes of it is tried there.
  'features/administration/feeds-panel.tsx': 'server',
};

it('every reader of workbooks, and every place where a file is picked, stands in the tables', () => {
  const workbookReaders = sourcesWith(/\bopenWorkbook\(|XLSX\.read\(/).filter(
    (file) => file !== 'excel/open-workbook.ts',
  );
  expect(Object.keys(READERS)).toEqual(expect.arrayContaining(workbookReaders));
  expect(sourcesWith(/\b(file|picked|chosen|upload\w*)\.(arrayBuffer|text|stream)\(\)/i)).toEqual(
    Object.keys(PICKED).sort(),
  );
  expect(sourcesWith(/new FileReader\(|JSON\.parse\(await/)).toEqual([]);
});

/** What may be taken as it is: the cells that matter are what they seem. */
const HARMLESS = [
  'a cell at the far right',
  'keys that reach for prototypes',
  'twenty million letters in a cell',
];

describe.each(Object.entries(READERS))('%s', (_file, { headers, read }) => {
  it.each(Object.entries(hostileWorkbooks(headers)))(
    'comes to no harm by %s',
    async (what, bytes) => {
      const outcome = await read(bytes);
      if (!HARMLESS.includes(what) && !('refused' in outcome)) {
        // An entity is no text of its own: it stays what it says.
        expect(what).toBe('an entity that laughs');
        expect(JSON.stringify(outcome)).not.toContain('hahahaha');
      }
      for (const object of [{}, [], () => undefined]) expect('polluted' in object).toBe(false);
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
    60_000,
  );
});

it('a bomb is told by what it unpacks to, and a lie by what it is', async () => {
  const { read } = READERS['excel/code-sheet/read.ts']!;
  const files = hostileWorkbooks([CODE_HEADER, '备注']);
  expect(await read(files['parts that lie over each other and unpack to 400 MB']!)).toEqual({
    refused: 'TOO_LARGE',
  });
  expect(await read(files['a size that is a lie']!)).toEqual({ refused: 'DAMAGED' });
  expect(await read(files['cells to the end of all sheets']!)).toEqual({ refused: 'TOO_MANY_ROWS' });
}, 60_000);

it('what comes back with its verdicts carries no formula and no link of what was handed in', () => {
  const files = hostileWorkbooks([CODE_HEADER, '备注']);
  for (const bytes of Object.values(files)) {
    const reply = doSheetTask({ kind: 'codesResult', bytes, verdicts: [], notes: NOTES });
    if (reply.kind !== 'workbook') continue;
    const text = new TextDecoder('latin1').decode(reply.workbook);
    expect(text).not.toContain('externalLink');
  }
}, 60_000);
