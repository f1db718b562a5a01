import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { compareText } from '../../shared/lib/compare.ts';
import type { Day } from '../../shared/lib/dates.ts';
import { ConfigurationError } from '../config.ts';
import { compactDay, feedOfFileName, type NamedFeed } from './file-name.ts';
import { FEEDS } from './kinds/index.ts';

/** A file to be taken. */
export interface FeedFile {
  path: string;
  /** Null where the name tells of none; the file will be refused. */
  named: NamedFeed | null;
  /** The day of the folder that it was delivered in, where the folder is called by one. */
  deliveredOn: Day | null;
}

/**
 * The files of a folder and of the folders in it, in the order in which they are taken: by date, and within a date by
 * kind. The date is that of a folder called YYYYMMDD, else of the file itself. What carries no date belongs to the
 * first date beside it, and fees, which hang on subscriptions, to the first billing file's.
 * Files that do not end in .csv are passed over.
 * @throws ConfigurationError where there is no such file or folder.
 */
export async function filesToTake(path: string): Promise<FeedFile[]> {
  const start = resolve(path);
  const found = await stat(start).catch(() => undefined);
  if (!found) throw new ConfigurationError(`${path}: no such file or folder`);
  if (!found.isDirectory()) return [fileAt(start)];
  const files = await filesBelow(start);
  if (files.length === 0) throw new ConfigurationError(`${path}: no .csv file in this folder`);
  return files;
}

/** The same order for files that somebody has picked. */
export const inOrder = (paths: readonly string[]): FeedFile[] => sorted(paths.map(fileAt));

async function filesBelow(root: string): Promise<FeedFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory() && /\.csv$/i.test(entry.name))
    .map((entry) => fileAt(join(entry.parentPath, entry.name)));
  return sorted(files);
}

function sorted(files: readonly FeedFile[]): FeedFile[] {
  const firstDates = firstDatesOf(files);
  const sortKey = (file: FeedFile): string =>
    [
      dateOf(file) ?? firstDates(file),
      // Unknown names come last, where their refusal does not hide among the others.
      String(file.named ? FEEDS.indexOf(file.named.feed) : FEEDS.length).padStart(2, '0'),
      file.named?.period ?? '',
      file.path,
    ].join('|');
  return files
    .map((file) => ({ file, key: sortKey(file) }))
    .sort(byKey)
    .map(({ file }) => file);
}

const byKey = (a: { key: string }, b: { key: string }): number => compareText(a.key, b.key);

function fileAt(path: string): FeedFile {
  return {
    path,
    named: namedOrNull(basename(path)),
    deliveredOn: compactDay(basename(dirname(path))) ?? null,
  };
}

function namedOrNull(name: string): NamedFeed | null {
  try {
    return feedOfFileName(name);
  } catch {
    return null;
  }
}

const dateOf = (file: FeedFile): Day | undefined =>
  file.deliveredOn ?? (file.named?.period?.length === 10 ? file.named.period : undefined);

/** For files without a date of their own: by folder, the first date in it, and the first of a billing file. */
function firstDatesOf(files: readonly FeedFile[]): (file: FeedFile) => Day {
  const first = new Map<string, Day>();
  const note = (key: string, day: Day): void => {
    const known = first.get(key);
    if (known === undefined || day < known) first.set(key, day);
  };
  for (const file of files) {
    const day = dateOf(file);
    if (day === undefined) continue;
    note(dirname(file.path), day);
    if (file.named?.feed.kind === 'billing_users') note(`${dirname(file.path)}|billing`, day);
  }
  return (file) => {
    const folder = dirname(file.path);
    const billing = file.named?.feed.kind === 'bi_fees' ? first.get(`${folder}|billing`) : undefined;
    return billing ?? first.get(folder) ?? '0000-00-00';
  };
}
