import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type SecondStart = (argv: string[], cwd: string) => void;

/**
 * One running application per folder of user data. The second start leaves its command line in the lock's folder
 * and learns at once that it is the second, as Electron's is a plain answer too.
 */
export class InstanceLock {
  static take(folder: string, onSecond: SecondStart): boolean {
    mkdirSync(dirname(folder), { recursive: true });
    for (;;) {
      try {
        mkdirSync(folder);
        writeFileSync(join(folder, 'pid'), String(process.pid));
        listen(folder, onSecond);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (isHeld(folder)) {
        const letter = join(folder, `${process.pid}.json`);
        writeFileSync(`${letter}.part`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
        renameSync(`${letter}.part`, letter);
        return false;
      }
      // Its holder was killed.
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function listen(folder: string, onSecond: SecondStart): void {
  const take = (): void => {
    for (const name of readdirSync(folder)) {
      if (!/^\d+\.json$/.test(name)) continue;
      const { argv, cwd } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        argv: string[];
        cwd: string;
      };
      rmSync(join(folder, name));
      onSecond(argv, cwd);
    }
  };
  watch(folder, take).unref();
}

/** A number of a process is used again sooner or later: its program must be this one, too. */
function isHeld(folder: string): boolean {
  try {
    const pid = readFileSync(join(folder, 'pid'), 'utf8');
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join(import.meta.dirname, 'boot.ts'));
  } catch {
    return false;
  }
}
