import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apply } from './journal-lines.ts';
import { Journal, type OpenFile } from './journal.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-full-'));
  path = join(folder, 'a.journal');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A disk on which a file may grow to so many bytes and no further; what it has already may be written over. */
class SmallDisk {
  room = Infinity;
  /** Nothing reaches the disk any more, whatever was taken. */
  broken = false;

  readonly open: OpenFile = async (file) => {
    const handle = await open(file, 'a+').then(async (made) => {
      await made.close();
      return open(file, 'r+');
    });
    const write = handle.write.bind(handle) as (...args: unknown[]) => Promise<{ bytesWritten: number }>;
    const datasync = handle.datasync.bind(handle);
    handle.write = (async (bytes: Buffer, from: number, length: number, at: number) => {
      const { size } = await handle.stat();
      const fits = Math.min(length, Math.max(size, this.room) - at);
      if (fits <= 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      return write(bytes, from, fits, at);
    }) as FileHandle['write'];
    handle.datasync = () =>
      this.broken ? Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })) : datasync();
    return handle;
  };
}

const EDIT = 'x'.repeat(900);
const kept = async (): Promise<string[]> => {
  const journal = await Journal.open(path);
  const { records, damaged } = journal.read();
  await journal.close();
  expect(damaged).toBe(0);
  return records.map(({ key }) => key);
};

describe('a full disk', () => {
  test('[fault 19] [C9] takes edits all the same, some hundred of them, and says of the first that does not fit', async () => {
    const disk = new SmallDisk();
    const journal = await Journal.open(path, disk.open);
    await journal.write([{ key: 'before', text: EDIT }]);
    disk.room = 0;
    const saved = ['before'];
    let refused: unknown = null;
    for (let n = 0; n < 1000 && refused === null; n++) {
      await journal.write([{ key: `n${n}`, text: EDIT }]).then(
        () => saved.push(`n${n}`),
        (error: unknown) => (refused = error),
      );
    }
    expect(refused).toMatchObject({ code: 'ENOSPC' });
    expect(saved.length).toBeGreaterThan(100);
    expect(journal.read().records.map(({ key }) => key)).toEqual(saved);
    disk.room = Infinity;
    await journal.write([{ key: 'after', text: EDIT }]);
    await journal.close();
    expect(await kept()).toEqual([...saved, 'after']);
  });

  test('[fault 19] [C5] what was said not to be saved is not found later, and nothing that was is missing', async () => {
    const text = fc.integer({ min: 1, max: 60_000 }).map((length) => 'x'.repeat(length));
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), text: fc.option(text) }),
      },
      { weight: 1, arbitrary: fc.record({ room: fc.constantFrom(0, 100_000, 300_000, Infinity) }) },
      { weight: 1, arbitrary: fc.record({ broken: fc.boolean() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        rmSync(path, { force: true });
        const disk = new SmallDisk();
        const journal = await Journal.open(path, disk.open);
        const model = new Map<string, string>();
        for (const each of steps) {
          if ('room' in each) disk.room = each.room;
          else if ('broken' in each) disk.broken = each.broken;
          else
            await journal.write([each]).then(
              () => apply(model, each),
              () => undefined,
            );
          expect(journal.read().records.map(({ key }) => key)).toEqual([...model.keys()]);
        }
        await journal.close();
        expect(new Set(await kept())).toEqual(new Set(model.keys()));
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  test('[fault 19] [C9] on a real one: what is acknowledged is there, and with room it goes on', async ({
    skip,
  }) => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      return skip('a disk of a size of its own needs the right to mount');
    }
    try {
      const journal = await Journal.open(path);
      await journal.write([{ key: 'before', text: EDIT }]);
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize));
      const saved = ['before'];
      const refused: string[] = [];
      for (let n = 0; n < 400; n++) {
        await journal.write([{ key: `n${n}`, text: EDIT }]).then(
          () => saved.push(`n${n}`),
          (error: NodeJS.ErrnoException) => refused.push(String(error.code)),
        );
      }
      expect(saved.length).toBeGreaterThan(100);
      expect(new Set(refused)).toEqual(new Set(['ENOSPC']));
      rmSync(join(folder, 'filler'));
      await journal.write([{ key: 'after', text: EDIT }]);
      await journal.close();
      expect(readFileSync(path, 'utf8')).toContain('after');
      expect(await kept()).toEqual([...saved, 'after']);
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  });
});
