import { readFileSync } from 'node:fs';

const TRIES = 11;
const PAUSE_MS = 100;

export type ReadFile = (path: string) => Buffer;
const fromDisk: ReadFile = (path) => readFileSync(path);

/**
 * Reads a file that means something by being there: that another program holds it for a moment, a virus scanner most
 * often, must not look as if there were none. Tries for about a second, and nothing else happens meanwhile.
 * @returns null where there is no such file
 * @throws the system's last error where there is one that cannot be read
 */
export function readPatiently(path: string, read: ReadFile = fromDisk, pause = sleep): Buffer | null {
  for (let tries = 1; ; tries++) {
    try {
      return read(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      if (tries === TRIES) throw error;
    }
    pause(PAUSE_MS);
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
