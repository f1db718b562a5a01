import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigurationError } from '../../config.ts';

/** How far the history of a store had come, as it is kept outside the database (SPEC S9). */
const historyMark = z.object({
  storeId: z.string(),
  epoch: z.string(),
  clock: z.number().int(),
});
export type HistoryMark = z.infer<typeof historyMark>;

/** Null where there is none yet. One that cannot be read as a mark says nothing, and is written anew. */
export async function readMark(file: string): Promise<HistoryMark | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(file, error);
  }
  try {
    return historyMark.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** On disk when it resolves, and whole at any moment: several processes may write one file. */
export async function writeMark(file: string, mark: HistoryMark): Promise<void> {
  const next = `${file}.${randomUUID()}`;
  try {
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(mark)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  } catch (error) {
    throw unusable(file, error);
  }
}

const unusable = (file: string, error: unknown): ConfigurationError =>
  new ConfigurationError(`HISTORY_MARK ${file} cannot be used: ${(error as Error).message}`);
