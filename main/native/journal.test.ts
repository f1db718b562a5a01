import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JournalRecord } from '../../shared/ipc/contract.ts';
import { Journal, Journals } from './journal.ts';
import { apply, fromLine, readLines, toLine } from './journal-lines.ts';

/** What is written as a whole, and not line by line, finds no room. */
const disk = vi.hoisted(() => ({ full: false }));
vi.mock('./durable-file.ts', async (original) => {
  const real = await original<typeof import('./durable-file.ts')>();
  const writeDurably: typeof real.writeDurably = (...file) =>
    disk.full ? Promise.reject(new Error('ENOSPC')) : real.writeDurably(...file);
  return { ...real, writeDurably };
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(folder, 'a.journal');
});
afterEach(() => {
  disk.full = false;
  rmSync(folder, { recursive: true });
});

const put = (key: string, text: string): JournalRecord => ({ key, text });
const take = (key: string): JournalRecord => ({ key, text: null });
const reopened = async (): Promise<Record<string, string>> => {
  const journal = await Journal.open(path);
  const { records } = journal.read();
  await journal.close();
  return Object.fromEntries(records.map(({ key, text }) => [key, text]));
};

const record = fc.record({
  key: fc.stringMatching(/^[a-f0-9-]{1,8}$/),
  text: fc.option(fc.string({ unit: 'binary', maxLength: 60 }), { nil: null }),
});

describe('lines', () => {
  test('any text comes back', () => {
    fc.assert(
      fc.property(record, (each) => {
        expect(fromLine(toLine(each).slice(0, -1))).toEqual(each);
      }),
    );
  });

  test('a line with one changed character is not taken for another', () => {
    fc.assert(
      fc.property(record, fc.nat(), fc.integer({ min: 1, max: 127 }), (each, at, by) => {
        const line = toLine(each).slice(0, -1);
        const place = at % line.length;
        const code = line.charCodeAt(place) ^ by;
        const damaged = line.slice(0, place) + String.fromCharCode(code) + line.slice(place + 1);
        expect(fromLine(damaged)).toBeNull();
      }),
    );
  });

  test('[C5] cut off anywhere, a journal gives what was whole before the cut', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), fc.nat(), (records, at) => {
        const content = records.map(toLine).join('');
        const cut = content.slice(0, at % (content.length + 1));
        // A record is whole also where only its end of line is missing.
        const whole = cut.split('\n').length - 1;
        const last = records[whole];
        const rescued = last !== undefined && cut.endsWith(toLine(last).slice(0, -1)) ? 1 : 0;
        const expected = new Map<string, string>();
        for (const each of records.slice(0, whole + rescued)) apply(expected, each);
        const { kept, damaged } = readLines(cut);
        expect([...kept]).toEqual([...expected]);
        expect(damaged).toBe(0);
      }),
    );
  });
});

describe('the file', () => {
  test('[C5] what was written is there after a new start, in order, without what was taken out', async () => {
    const journal = await Journal.open(path);
    await journal.write([put('b', '1'), put('a', '二')]);
    await journal.write([put('c', '3'), take('b')]);
    await journal.write([put('a', '2')]);
    await journal.close();
    const again = await Journal.open(path);
    expect(again.read()).toEqual({ records: [put('a', '2'), put('c', '3')], damaged: 0 });
    await again.close();
  });

  test('[C5] a record is in the file when write resolves, before anything is closed', async () => {
    const journal = await Journal.open(path);
    await journal.write([put('a', 'written')]);
    expect(readFileSync(path, 'utf8')).toContain('written');
    await journal.close();
  });

  test('many writers at once lose nothing', async () => {
    const journal = await Journal.open(path);
    await Promise.all(Array.from({ length: 200 }, (_, n) => journal.write([put(`k${n}`, String(n))])));
    await journal.close();
    expect(Object.keys(await reopened())).toHaveLength(200);
  });

  test('[C5] a torn last line costs itself and not the next record', async () => {
    writeFileSync(path, toLine(put('a', '1')) + toLine(put('b', 'torn')).slice(0, 14));
    const journal = await Journal.open(path);
    expect(journal.read().records).toEqual([put('a', '1')]);
    await journal.write([put('c', '3')]);
    await journal.close();
    expect(await reopened()).toEqual({ a: '1', c: '3' });
  });

  test('a whole last record without its end of line is kept', async () => {
    writeFileSync(path, toLine(put('a', '1')) + toLine(put('b', '2')).slice(0, -1));
    const journal = await Journal.open(path);
    await journal.write([put('c', '3')]);
    await journal.close();
    expect(await reopened()).toEqual({ a: '1', b: '2', c: '3' });
  });

  test('a damaged line in the middle is counted and costs itself only', async () => {
    writeFileSync(path, toLine(put('a', '1')) + 'rubbish\n' + toLine(put('b', '2')));
    const journal = await Journal.open(path);
    expect(journal.read()).toEqual({ records: [put('a', '1'), put('b', '2')], damaged: 1 });
    await journal.close();
  });

  test('[C5] what cannot be read is kept beside, told once, and costs nothing else', async () => {
    const content =
      toLine(put('a', '1')) + toLine(put('b', 'x')).replace('"x"', '"y"') + toLine(put('c', '3'));
    writeFileSync(path, content);
    const told: string[] = [];
    const opened = async () => {
      const journal = await Journal.open(path, undefined, (message) => told.push(message));
      const { records, damaged } = journal.read();
      await journal.write([put('d', '4')]);
      await journal.close();
      return { keys: records.map(({ key }) => key), damaged };
    };
    const beside = () => readdirSync(folder).filter((name) => name !== 'a.journal');
    expect(await opened()).toEqual({ keys: ['a', 'c'], damaged: 1 });
    expect(await opened()).toEqual({ keys: ['a', 'c', 'd'], damaged: 0 });
    expect(beside()).toEqual([expect.stringMatching(/^a\.damaged-\d{17}\.journal$/)]);
    expect(readFileSync(join(folder, beside()[0] ?? ''), 'utf8')).toBe(content);
    expect(told).toEqual([expect.stringContaining('1 lines')]);

    const second = `rubbish\n${toLine(put('e', '5'))}`;
    writeFileSync(path, second);
    expect(await opened()).toEqual({ keys: ['e'], damaged: 1 });
    expect(beside()).toHaveLength(2);
    expect(beside().map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([content, second]);
  });

  test('what cannot be read and not be kept beside stays in the file, however much is written', async () => {
    const long = 'x'.repeat(50_000);
    writeFileSync(path, `rubbish\n${toLine(put('a', '1'))}`);
    const told: string[] = [];
    disk.full = true;
    const journal = await Journal.open(path, undefined, (message) => told.push(message));
    for (let n = 0; n < 40; n++) await journal.write([put('dies', `${n}${long}`)]);
    await journal.close();
    expect(readFileSync(path, 'utf8')).toContain('rubbish');
    expect(told).toEqual([expect.stringContaining('left as it is')]);
    expect(readdirSync(folder)).toEqual(['a.journal']);
    disk.full = false;
    expect(await reopened()).toHaveProperty('a', '1');
    expect(readdirSync(folder)).toHaveLength(2);
    expect(readFileSync(path, 'utf8')).not.toContain('rubbish');
  });

  test('lines of another version are kept in the file and not beside it', async () => {
    writeFileSync(path, `7 5f3c21aa of a later version\n${toLine(put('a', '1'))}`);
    expect(await reopened()).toEqual({ a: '1' });
    expect(await reopened()).toEqual({ a: '1' });
    expect(readdirSync(folder)).toEqual(['a.journal']);
  });

  test('bytes that are no text, and a file cut to nothing, are survived', async () => {
    writeFileSync(path, toLine(put('a', '1')));
    appendFileSync(path, Buffer.from([0xff, 0xfe, 0x0a, 0x00, 0x0a]));
    expect(await reopened()).toEqual({ a: '1' });
    truncateSync(path, 0);
    expect(await reopened()).toEqual({});
  });

  test('dead records leave the file, living ones stay, and it goes on being written', async () => {
    const journal = await Journal.open(path);
    const long = 'x'.repeat(50_000);
    await journal.write([put('stays', '1')]);
    for (let n = 0; n < 40; n++) await journal.write([put('dies', `${n}${long}`)]);
    expect(statSync(path).size).toBeLessThan(700_000);
    await journal.write([take('dies'), put('later', '2')]);
    await journal.close();
    expect(await reopened()).toEqual({ stays: '1', later: '2' });
    expect(readdirSync(folder)).toEqual(['a.journal']);
  });

  test('[C13] what was in the clear and has been sealed since leaves the file at the next opening', async () => {
    const foreign = '7 5f3c21aa of a later version';
    writeFileSync(path, `${foreign}\n${toLine(put('a', '黄秀'))}`);
    const journal = await Journal.open(path);
    await journal.write([put('a', 'sealed')]);
    await journal.close();
    expect(readFileSync(path, 'utf8')).toContain('黄秀');
    expect(await reopened()).toEqual({ a: 'sealed' });
    expect(readFileSync(path, 'utf8')).not.toContain('黄秀');
    expect(readFileSync(path, 'utf8')).toContain(foreign);
    expect(await reopened()).toEqual({ a: 'sealed' });
  });

  test('a write that fails is said to have failed, and the next one counts', async () => {
    const journal = await Journal.open(path);
    await journal.write([put('a', '1')]);
    await journal.close();
    rmSync(folder, { recursive: true });
    await expect(journal.write([put('b', '2')])).rejects.toThrow('ENOENT');
    expect(journal.read().records).toEqual([put('a', '1')]);
    folder = mkdtempSync(join(tmpdir(), 'journal-'));
  });

  test('each person on each server has a file, and asking twice opens one', async () => {
    const journals = new Journals(join(folder, 'deep', 'journal'), () => undefined);
    const [one, same] = await Promise.all([journals.of('1c3f-s1'), journals.of('1c3f-s1')]);
    expect(one).toBe(same);
    await one.write([put('a', 'mine')]);
    const other = await journals.of('1c3f-s2');
    expect(other.read().records).toEqual([]);
    expect(readdirSync(join(folder, 'deep', 'journal')).sort()).toEqual([
      '1c3f-s1.journal',
      '1c3f-s2.journal',
    ]);
    await Promise.all([one.close(), other.close()]);
  });
});

describe('against a model', () => {
  test(
    '[C5] any history, closed and opened anywhere, gives the last text of every key',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof(
              { weight: 4, arbitrary: fc.array(record, { minLength: 1, maxLength: 4 }) },
              fc.constant('reopen' as const),
            ),
            { maxLength: 15 },
          ),
          async (steps) => {
            const file = join(folder, `${Math.random().toString(36).slice(2)}.journal`);
            const model = new Map<string, string>();
            let journal = await Journal.open(file);
            for (const step of steps) {
              if (step === 'reopen') {
                await journal.close();
                journal = await Journal.open(file);
              } else {
                await journal.write(step);
                for (const each of step) apply(model, each);
              }
            }
            expect(journal.read().records.map(({ key, text }) => [key, text])).toEqual([...model]);
            await journal.close();
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});
