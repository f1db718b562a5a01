import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Where a text lies in the clear. */
export interface Finding {
  file: string;
  text: string;
  encoding: 'UTF-8' | 'UTF-16';
}

/** Looks for texts in every file of a folder, byte by byte, as whoever has copied the disk would. */
export async function findInFiles(folder: string, texts: Iterable<string>): Promise<Finding[]> {
  const wanted = [...new Set(texts)].map((text) => ({
    text,
    patterns: [
      ['UTF-8', Buffer.from(text, 'utf8')],
      ['UTF-16', Buffer.from(text, 'utf16le')],
    ] as const,
  }));
  const findings: Finding[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => null);
    // A file that came and went while the browser ended.
    if (content === null) continue;
    for (const { text, patterns } of wanted)
      for (const [encoding, bytes] of patterns)
        if (content.includes(bytes)) findings.push({ file: relative(folder, path), text, encoding });
  }
  return findings;
}
