import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A mutex between processes that cannot go stale: whoever listens on a socket named after the resource
 * holds it, and the kernel lets go when he dies. Linux has abstract sockets and Windows named pipes;
 * elsewhere it is a socket file, which is removed when nobody answers on it.
 */
export async function withProcessLock<T>(resource: string, work: () => Promise<T>): Promise<T> {
  const address = addressOf(resource);
  for (;;) {
    const release = await tryListen(address);
    if (release) {
      try {
        return await work();
      } finally {
        await release();
      }
    }
    await untilReleased(address);
  }
}

function addressOf(resource: string): string {
  const name = `channeldesk-${createHash('sha256').update(resource).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.lock`);
}

function tryListen(address: string): Promise<(() => Promise<void>) | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    const waiting = new Set<{ destroy(): void }>();
    server.on('connection', (socket) => {
      waiting.add(socket);
      socket.on('error', () => undefined);
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
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

/** Resolves when the holder has let go, or may have. */
async function untilReleased(address: string): Promise<void> {
  const abandoned = await new Promise<boolean>((resolve) => {
    const socket = connect(address);
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
    socket.once('close', () => resolve(false));
    socket.resume();
  });
  if (abandoned && !address.startsWith('\0')) await unlink(address).catch(() => undefined);
  await sleep(5 + Math.random() * 15);
}
