import { readFileSync } from 'node:fs';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly offset?: string;
  readonly unpacked?: boolean;
  readonly link?: string;
}

export interface PackedFile {
  /** Sample: `dist/main/index.js`. */
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Reads an archive of Electron: four numbers of four bytes, of which the second is the length of the header with its
 * frame and the fourth that of its JSON; then the files, one behind the other.
 * @throws where a file lies outside of the archive, or is a link
 */
export function readAsar(path: string): PackedFile[] {
  const archive = readFileSync(path);
  const content = 8 + archive.readUInt32LE(4);
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Entry;
  const found: PackedFile[] = [];
  const walk = (entry: Entry, name: string): void => {
    for (const [part, child] of Object.entries(entry.files ?? {})) {
      walk(child, name === '' ? part : `${name}/${part}`);
    }
    if (entry.files !== undefined) return;
    if (entry.unpacked === true || entry.link !== undefined)
      throw new Error(`${name} lies outside of the archive`);
    const from = content + Number(entry.offset);
    found.push({ path: name, bytes: archive.subarray(from, from + (entry.size ?? 0)) });
  };
  walk(header, '');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
