import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { withProcessLock } from './process-lock.mjs';

const resource = (): string => `test ${process.pid} ${Math.random()}`;

test('a holder that is killed holds no longer, and was told of until then', async () => {
  const name = resource();
  const program = `
    import { withProcessLock } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'process-lock.mjs')))};
    await withProcessLock(process.argv[1], () => new Promise((done) => {
      console.log('holds');
      setTimeout(done, 60_000);
    }));
  `;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program, name]);
  await once(holder.stdout, 'data');
  const onWait = vi.fn();
  const got = withProcessLock(name, () => Promise.resolve('got it'), { onWait });
  await vi.waitFor(() => expect(onWait).toHaveBeenCalledWith(holder.pid), { timeout: 10_000 });
  holder.kill('SIGKILL');
  expect(await got).toBe('got it');
  expect(onWait).toHaveBeenCalledTimes(1);
});

test('waiting can be called off, and the work is then not done', async () => {
  const name = resource();
  const work = vi.fn(() => Promise.resolve());
  await withProcessLock(name, async () => {
    const end = new AbortController();
    const onWait = vi.fn(() => end.abort());
    await expect(withProcessLock(name, work, { signal: end.signal, onWait })).rejects.toThrow('aborted');
  });
  expect(work).not.toHaveBeenCalled();
});
