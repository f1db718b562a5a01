import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files in which a Chromium profile keeps the IndexedDB of one origin. */
async function databaseFolder(profile: string): Promise<string> {
  const folder = join(profile, 'Default', 'IndexedDB');
  const found = (await readdir(folder)).find((name) => name.endsWith('.indexeddb.leveldb'));
  if (found === undefined) throw new Error(`no IndexedDB in ${profile}`);
  return join(folder, found);
}

async function filesOf(folder: string, pattern: RegExp): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => pattern.test(name)).sort();
  if (names.length === 0) throw new Error(`nothing like ${String(pattern)} in ${folder}`);
  return names.map((name) => join(folder, name));
}

/** One bit of one byte in the middle of the log, as a failing disk would. The browser must not be running. */
export async function flipByteInLog(profile: string): Promise<void> {
  const [log] = await filesOf(await databaseFolder(profile), /^\d+\.log$/);
  const bytes = await readFile(log!);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  await writeFile(log!, bytes);
}

/** What names the files is gone, and of the log only a part is left. */
export async function destroyManifest(profile: string): Promise<void> {
  const folder = await databaseFolder(profile);
  for (const file of await filesOf(folder, /^MANIFEST-/)) await writeFile(file, Buffer.alloc(64, 0xff));
  for (const file of await filesOf(folder, /^\d+\.log$/)) {
    const { size } = await stat(file);
    await writeFile(file, (await readFile(file)).subarray(0, Math.floor(size * 0.6)));
  }
}
