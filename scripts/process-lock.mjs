/**
 * A mutex between processes that cannot go stale: whoever listens on a socket named after the resource
 * holds it, and the kernel lets go when he dies. Linux has abstract sockets and Windows named pipes;
 * elsewhere it is a socket file, which is removed when nobody answers on it.
 *
 * Plain JavaScript on Node's own modules: builds take it too, before anything is installed.
 */
import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @template T
 * @param {string} resource
 * @param {() => Promise<T>} work
 * @param {import('./process-lock.mjs').LockOptions} [options]
 * @returns {Promise<T>}
 */
export async function withProcessLock(resource, work, { signal, onWait } = {}) {
  const address = addressOf(resource);
  let told = false;
  /** @param {number} holder */
  const tell = (holder) => {
    if (!told) onWait?.(holder);
    told = true;
  };
  for (;;) {
    signal?.throwIfAborted();
    const release = await tryListen(address);
    if (release) {
      try {
        return await work();
      } finally {
        await release();
      }
    }
    await untilReleased(address, tell, signal);
  }
}

/** @param {string} resource */
function addressOf(resource) {
  const name = `channeldesk-${createHash('sha256').update(resource).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.lock`);
}

/**
 * @param {string} address
 * @returns {Promise<(() => Promise<void>) | null>} lets go; null where somebody else holds it
 */
function tryListen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    /** @type {Set<import('node:net').Socket>} */
    const waiting = new Set();
    server.on('connection', (socket) => {
      waiting.add(socket);
      socket.on('error', () => undefined);
      socket.write(String(process.pid));
    });
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(address, () =>
      resolve(
        () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of waiting) socket.destroy();
          }),
      ),
    );
  });
}

/**
 * Resolves when the holder has let go, or may have, and when nobody wants to wait any longer.
 * @param {string} address
 * @param {(holder: number) => void} tell
 * @param {AbortSignal | undefined} signal
 */
async function untilReleased(address, tell, signal) {
  /** @type {boolean} */
  const abandoned = await new Promise((resolve) => {
    const socket = connect({ path: address, ...(signal && { signal }) });
    socket.once('data', (pid) => tell(Number(pid)));
    socket.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code === 'ECONNREFUSED'),
    );
    socket.once('close', () => resolve(false));
    socket.resume();
  });
  if (abandoned && !address.startsWith('\0')) await unlink(address).catch(() => undefined);
  await sleep(5 + Math.random() * 15);
}
