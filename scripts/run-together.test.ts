import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const beside = (file: string): string => JSON.stringify(pathToFileURL(join(import.meta.dirname, file)));

/** A server of a kind: what is asked of it is answered with a farewell. */
const CHILD = `
  import { stopSignal } from ${beside('stop-signal.mjs')};
  stopSignal().addEventListener('abort', () => {
    console.log('ended in order');
    process.exit(0);
  });
  console.log('begun');
  setTimeout(() => {}, 30_000);
`;

test.each(['linux', 'win32'])(
  'on %s a child ends in its own way, and then who started it',
  async (platform) => {
    const program = `
    Object.defineProperty(process, 'platform', { value: '${platform}' });
    const { start } = await import(${beside('run-together.mjs')});
    start('server', ['--input-type=module', '-e', process.argv[1]], {}, { heedsChannel: true });
  `;
    const args = ['--input-type=module', '-e', program, CHILD];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(parent, 'close');
    parent.stdout.once('data', () => parent.kill('SIGTERM'));
    expect(await text(parent.stdout)).toBe('begun\nended in order\n');
    expect(await ended).toEqual([0, null]);
  },
);
