import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const RENDERER = join(import.meta.dirname, '../..');

/** Files of the renderer, tests aside, whose text matches; each as `features/division/use-import.ts`. */
export function sourcesWith(pattern: RegExp): string[] {
  return readdirSync(RENDERER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('test-support') && pattern.test(readFileSync(path, 'utf8')))
    .map((path) => relative(RENDERER, path).replaceAll('\\', '/'))
    .sort();
}
