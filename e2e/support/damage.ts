import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The folders in which a Chromium profile keeps the databases of one origin: those of the origin itself (cache, keys) and
 * those of the storage bucket that the outbox has for itself.
 */
async function databaseFolders(profile: string): Promise<string[]> {
  const own = join(profile, 'Default', 'IndexedDB');
  const inBuckets = join(profile, 'Default', 'WebStorage');
  const origin = (await readdir(own)).filter((name) => name.endsWith('.indexeddb.leveldb'));
  const buckets = await readdir(inBuckets, { recursive: true });
  const folders = [
    ...origin.map((name) => join(own, name)),
    ...buckets.filter((name) => name.endsWith('indexeddb.leveldb')).map((name) => join(inBuckets, name)),
  ];
  if (folders.length !== 2) throw new Error(`${folders.length} folders of databases in ${profile}`);
  return folders;
}

async function filesOf(folder: string, pattern: RegExp): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => pattern.test(name)).sort();
  if (names.length === 0) throw new Error(`nothing like ${String(pattern)} in ${folder}`);
  return names.map((name) => join(folder, name));
}

/** One bit of one byte in the middle of each log, as a failing disk would. The browser must not be running. */
export async function flipByteInLogs(profile: string): Promise<void> {
  for (const folder of await databaseFolders(profile)) await flipByteInLog(folder);
}

async function flipByteInLog(folder: string): Promise<void> {
  const [log] = await filesOf(folder, /^\d+\.log$/);
  const bytes = await readFile(log!);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  await writeFile(log!, bytes);
}

/** What names the files is gone, and of the logs only a part is left. */
export async function destroyManifests(profile: string): Promise<void> {
  for (const folder of await databaseFolders(profile)) await destroyManifest(folder);
}

async function destroyManifest(folder: string): Promise<void> {
  for (const file of await filesOf(folder, /^MANIFEST-/)) await writeFile(file, Buffer.alloc(64, 0xff));
  for (const file of await filesOf(folder, /^\d+\.log$/)) {
    const { size } = await stat(file);
    await writeFile(file, (await readFile(file)).subarray(0, Math.floor(size * 0.6)));
  }
}
