import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensurePart } from './build-part.mjs';
import type { Part } from './build-part.mjs';
import { withProcessLock } from './process-lock.mjs';

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'build-part-'));
});
afterEach(() => rmSync(dist, { recursive: true, force: true }));

/** A compiler that does what one line says; `next` is the folder into which it builds. */
const partBy = (line: string): Part => ({
  name: 'renderer',
  folders: ['renderer'],
  proof: 'renderer/index.html',
  tool: process.execPath,
  sources: [],
  command: (next) => ({
    args: ['-e', `const fs = require('node:fs'); const next = process.argv[1]; ${line}`, next],
    env: {},
  }),
});
const WRITES = "fs.mkdirSync(next + '/renderer', { recursive: true });";
const PART = partBy(`${WRITES} fs.writeFileSync(next + '/renderer/index.html', '<!doctype html>');`);
/** Says under which number it runs once it has written something, and does not end by itself (as long as we look). */
const ENDLESS = partBy(
  `${WRITES} fs.writeFileSync(next + '/../begun', String(process.pid)); setTimeout(() => {}, 60_000);`,
);
const BUILT = ['renderer', 'renderer.sources'];

/** Resolves with the number of the compiler's process. */
const begun = (): Promise<number> =>
  vi.waitFor(
    () => {
      const pid = Number(readFileSync(join(dist, 'begun'), 'utf8'));
      expect(pid).toBeGreaterThan(0);
      return pid;
    },
    { timeout: 15_000 },
  );
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a part is built once for the same sources', async () => {
  const log = vi.fn();
  await ensurePart(PART, dist, { log });
  await ensurePart(PART, dist, { log });
  expect(log).toHaveBeenCalledTimes(2);
  expect(readdirSync(dist).sort()).toEqual(BUILT);
});

test('what a build that was killed has left is cleared away, also where its number is used again', async () => {
  for (const left of ['renderer.lock', 'renderer.next-1', `renderer.old-${process.pid}`, 'shell.next-1']) {
    mkdirSync(join(dist, left));
  }
  writeFileSync(join(dist, 'renderer.lock', 'pid'), String(process.pid));
  await ensurePart(PART, dist, { log: vi.fn() });
  expect(readdirSync(dist).sort()).toEqual([...BUILT, 'shell.next-1']);
});

test('who waits for the build of another process says for which one, once', async () => {
  const log = vi.fn<(line: string) => void>();
  let waiting: Promise<string> | undefined;
  await withProcessLock(`build ${join(dist, 'renderer')}`, async () => {
    waiting = ensurePart(PART, dist, { log });
    await vi.waitFor(() => expect(log).toHaveBeenCalled());
    expect(existsSync(join(dist, 'renderer'))).toBe(false);
  });
  await waiting;
  expect(log.mock.calls.map(([line]) => line)).toEqual([
    `waiting for the build of process ${process.pid} ...`,
    'building the renderer ...',
    expect.stringMatching(/^built /),
  ]);
});

test('a build that is called off ends its compiler and leaves nothing behind', async () => {
  const end = new AbortController();
  const built = ensurePart(ENDLESS, dist, { log: vi.fn(), signal: end.signal });
  const refused = expect(built).rejects.toThrow('the build of the renderer was called off');
  const compiler = await begun();
  end.abort();
  await refused;
  expect(isAlive(compiler)).toBe(false);
  expect(readdirSync(dist)).toEqual(['begun']);
});

test('programs that end together end a build first', async () => {
  const program = `
    import { ensurePart } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'build-part.mjs')))};
    import { during, endSignal } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'run-together.mjs')))};
    const [line, dist] = process.argv.slice(1);
    const command = (next) => ({ args: ['-e', line, next], env: {} });
    const part = { ...${JSON.stringify(ENDLESS)}, command };
    await during(ensurePart(part, dist, { log: () => {}, signal: endSignal })).catch(() => {});
    setTimeout(() => process.exit(1), 15_000);
  `;
  const [, line = ''] = ENDLESS.command(dist).args;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, line, dist], {
    stdio: 'inherit',
  });
  const ended = once(child, 'close');
  const compiler = await begun();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(isAlive(compiler)).toBe(false);
  expect(readdirSync(dist)).toEqual(['begun']);
});
