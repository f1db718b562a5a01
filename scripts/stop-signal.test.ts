import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { askToEnd } from './stop-signal.mjs';

/** A program that ends with 7 when it is asked to, and otherwise when its work is done. */
function startProgram(work: string): ChildProcess {
  const program = `
    import { stopSignal } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'stop-signal.mjs')))};
    const stop = stopSignal();
    stop.addEventListener('abort', () => process.exit(7));
    console.log('begun');
    ${work}
  `;
  const args = ['--input-type=module', '-e', program];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
}

/** Long enough for every test, and over where one fails. */
const ENDLESS = 'setTimeout(() => {}, 30_000);';

async function endOf(child: ChildProcess, ask: () => unknown): Promise<unknown> {
  const ended = once(child, 'exit');
  if (child.stdout !== null) await once(child.stdout, 'data');
  ask();
  const [code] = (await ended) as [number | null];
  return code;
}

test.each(['SIGINT', 'SIGTERM'] as const)('a program hears %s', async (signal) => {
  const child = startProgram(ENDLESS);
  expect(await endOf(child, () => child.kill(signal))).toBe(7);
});

test('a program hears that whoever has started it lets go of the channel', async () => {
  const child = startProgram(ENDLESS);
  expect(await endOf(child, () => child.disconnect())).toBe(7);
});

test('the channel alone keeps no program alive', async () => {
  const child = startProgram('');
  expect(await endOf(child, () => undefined)).toBe(0);
});

test('where there are no signals a child is asked by its channel, not killed', async () => {
  const child = startProgram(ENDLESS);
  expect(await endOf(child, () => askToEnd(child, 'win32'))).toBe(7);
});

test.each([
  ['linux', true],
  ['darwin', true],
  // It has let go of its channel, so there is no other way.
  ['win32', false],
] as const)('on %s, connected: %s, a child is asked by a signal', (platform, connected) => {
  const child = { connected, disconnect: vi.fn(), kill: vi.fn() };
  askToEnd(child, platform);
  expect(child.kill).toHaveBeenCalledWith('SIGTERM');
  expect(child.disconnect).not.toHaveBeenCalled();
});
