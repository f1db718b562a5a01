import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import log from 'electron-log/node';

export interface DeskLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** The newest lines, the oldest of them first; those of the file before, where this one has just begun. */
  newest(): Promise<string[]>;
}

const NEWEST_LINES = 2000;

/**
 * The log of this machine: `main.log`, and the one before it, at most 2 MB each. It tells what the program did and
 * never about whom: no names, numbers, file names or tokens.
 *
 * The library's part for plain Node is used: the one for Electron would offer itself to every page.
 */
export function openLog(folder: string): DeskLog {
  const { file, console } = log.transports;
  file.resolvePathFn = () => join(folder, 'main.log');
  file.maxSize = 2 * 1024 * 1024;
  file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}';
  console.level = 'warn';
  // What nobody caught is told here too; what happens then is the runtime's affair.
  process.on('uncaughtExceptionMonitor', (error) => log.error(`not caught: ${error.stack ?? error.message}`));
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
    newest: async () => {
      const texts = await Promise.all(
        ['main.old.log', 'main.log'].map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
      );
      return texts.join('').split('\n').filter(Boolean).slice(-NEWEST_LINES);
    },
  };
}
