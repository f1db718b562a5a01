import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileFolder, OpenFile } from './journal-files.ts';
import type { TextRecord } from './journal-text.ts';
import { JournalFiles } from './journal-files.ts';
import { fromLine, toLine } from './journal-text.ts';

/** Files of an origin, with a quota. */
class Folder implements FileFolder {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  quota = Infinity;
  flush = (): void => undefined;
  readonly #open = new Set<string>();

  get used(): number {
    return [...this.files.values()].reduce((sum, { length }) => sum + length, 0);
  }

  names = (): Promise<string[]> => Promise.resolve([...this.files.keys()]);

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }

  open(name: string): Promise<OpenFile> {
    if (this.#open.has(name)) return Promise.reject(new DOMException('', 'NoModificationAllowedError'));
    this.#open.add(name);
    if (!this.files.has(name)) this.files.set(name, new Uint8Array());
    const bytes = (): Uint8Array<ArrayBuffer> => this.files.get(name)!;
    return Promise.resolve({
      getSize: () => bytes().length,
      read: (into, { at }) => {
        into.set(bytes().subarray(at, at + into.length));
        return into.length;
      },
      write: (written, { at }) => {
        const grown = new Uint8Array(Math.max(bytes().length, at + written.length));
        if (this.used - bytes().length + grown.length > this.quota) {
          throw new DOMException('full', 'QuotaExceededError');
        }
        grown.set(bytes());
        grown.set(written, at);
        this.files.set(name, grown);
        return written.length;
      },
      flush: () => this.flush(),
      close: () => void this.#open.delete(name),
    });
  }

  cut(name: string, length: number): void {
    this.files.set(name, this.files.get(name)!.slice(0, length));
  }
}

let folder: Folder;
let files: JournalFiles;
beforeEach(() => {
  folder = new Folder();
  files = new JournalFiles(folder, 'person');
});
const put = (key: string, text: string): TextRecord => ({ key, text });
const take = (key: string): TextRecord => ({ key, text: null });
const keys = async () => (await new JournalFiles(folder, 'person').read()).records.map(({ key }) => key);

const record = fc.record({
  key: fc.stringMatching(/^[a-f0-9-]{1,4}$/),
  text: fc.option(fc.string({ unit: 'binary', maxLength: 40 }), { nil: null }),
});

describe("the journal in the origin's files", () => {
  it('any text comes back, and no other line is taken for it', () => {
    fc.assert(
      fc.property(record, (each) => {
        const line = toLine(each).slice(0, -1);
        expect(fromLine(line)).toEqual(each);
        expect(fromLine(line.slice(0, -1))).toBeNull();
      }),
    );
  });

  it('[C5] any history gives the last text of every key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(record, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
        async (writes) => {
          folder = new Folder();
          const model = new Map<string, string>();
          for (const records of writes) {
            await new JournalFiles(folder, 'person').write(records);
            for (const { key, text } of records) {
              if (text === null) model.delete(key);
              else model.set(key, text);
            }
          }
          const { records, damaged } = await new JournalFiles(folder, 'person').read();
          expect(records.map(({ key, text }) => [key, text])).toEqual([...model]);
          expect(damaged).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('[C5] a write that was cut off costs itself, and not what came before or comes after', async () => {
    await files.write([put('a', 'whole')]);
    const whole = toLine(put('a', 'whole')).length;
    await files.write([put('b', 'torn')]);
    folder.cut('person.1.journal', whole + 9);
    await files.write([put('c', 'after')]);
    expect(await files.read()).toEqual({ records: [put('a', 'whole'), put('c', 'after')], damaged: 1 });
  });

  it('[C5] what cannot be read is kept beside, told once, and costs nothing else', async () => {
    const content = `rubbish\n${toLine(put('a', '1'))}`;
    folder.files.set('person.1.journal', new TextEncoder().encode(content));
    await files.write([put('b', '2')]);
    const opened = () => new JournalFiles(folder, 'person').read();
    expect(await opened()).toEqual({ records: [put('a', '1'), put('b', '2')], damaged: 1 });
    expect(await opened()).toEqual({ records: [put('a', '1'), put('b', '2')], damaged: 0 });
    const beside = [...folder.files].filter(([name]) => name.includes('damaged'));
    expect(beside.map(([name]) => name)).toEqual([
      expect.stringMatching(/^person\.damaged-\d{17}\.journal$/),
    ]);
    expect(new TextDecoder().decode(beside[0]![1])).toBe(content + toLine(put('b', '2')));
  });

  it('[C9] what cannot be read and not be kept beside stays where it is', async () => {
    const content = `rubbish\n${toLine(put('a', '1'))}${toLine(put('a', '2'))}`;
    folder.files.set('person.1.journal', new TextEncoder().encode(content));
    folder.quota = folder.used;
    for (let time = 0; time < 2; time++)
      expect(await files.read()).toEqual({ records: [put('a', '2')], damaged: 1 });
    expect([...folder.files.keys()]).toEqual(['person.1.journal']);
    expect(new TextDecoder().decode(folder.files.get('person.1.journal'))).toBe(content);
  });

  it('[C9] takes edits while the browser gives out no more room', async () => {
    await files.write([put('a', '1')]);
    folder.quota = folder.used;
    for (let n = 0; n < 50; n++) await files.write([put(`n${n}`, 'x'.repeat(1000))]);
    expect(await keys()).toHaveLength(51);
    await expect(files.write([put('much', 'x'.repeat(400_000))])).rejects.toThrow('full');
    expect(await keys()).toHaveLength(51);
  });

  it('[C9] a write that failed at its end is not found later, and one that is on disk does not fail after that', async () => {
    await files.write([put('a', '1')]);
    folder.flush = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await expect(files.write([put('b', 'not kept')])).rejects.toThrow('full');
    folder.flush = () => undefined;
    expect(await keys()).toEqual(['a']);
    for (let n = 0; n < 12; n++) {
      if (n === 9) folder.quota = folder.used + 120_000;
      // Grown so far that it is to be written anew, for which there is no room.
      await files.write([put('dies', `${n}${'x'.repeat(50_000)}`)]);
    }
    await files.write([put('c', '3')]);
    expect(await keys()).toEqual(['a', 'dies', 'c']);
  });

  it('[C13] what was in the clear and has been sealed since leaves the file at the next opening', async () => {
    const foreign = '7 5f3c21aa of a later version';
    const old = `${foreign}\n${toLine(put('a', '黄秀'))}`;
    folder.files.set('person.1.journal', new TextEncoder().encode(old));
    await files.read();
    await files.write([put('a', 'sealed')]);
    const text = (): string => [...folder.files.values()].map((b) => new TextDecoder().decode(b)).join('');
    expect(text()).toContain('黄秀');
    expect((await new JournalFiles(folder, 'person').read()).records).toEqual([put('a', 'sealed')]);
    expect(text()).not.toContain('黄秀');
    expect(text()).toContain(foreign);
    expect(await keys()).toEqual(['a']);
  });

  it('dead lines go, living ones stay, and a rewrite that was cut off changes nothing', async () => {
    await files.write([put('stays', '1'), put('gone', '2')]);
    await files.write([take('gone')]);
    const before = structuredClone(folder.files);
    for (let n = 0; n < 20; n++) await files.write([put('dies', `${n}${'x'.repeat(50_000)}`)]);
    expect([...folder.files.keys()]).toHaveLength(1);
    expect([...folder.files.keys()]).not.toEqual(['person.1.journal']);
    expect(folder.used).toBeLessThan(1_000_000);
    expect(await keys()).toEqual(['stays', 'dies']);
    // Both are there: the new one was written, the old one not yet removed.
    for (const [name, bytes] of before) folder.files.set(name, bytes);
    expect(await keys()).toEqual(['stays', 'dies']);
  });

  it('each person has files of his own', async () => {
    await files.write([put('a', 'mine')]);
    await new JournalFiles(folder, 'person-2').write([put('b', 'theirs')]);
    expect(await keys()).toEqual(['a']);
  });
});
