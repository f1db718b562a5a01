import type { PackedFile } from './asar.ts';

export const MOST_BYTES = 25 * 1024 * 1024;

/** Everything that may lie in the archive. */
const ALLOWED = [
  /^package\.json$/,
  /^dist\/main\/[\w-]+\.js$/,
  /^dist\/preload\/index\.cjs$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/assets\/[\w.-]+\.(js|css|svg|png|woff2|wasm)$/,
];
const NEEDED = ['package.json', 'dist/main/index.js', 'dist/preload/index.cjs', 'dist/renderer/index.html'];

/** What gives away a source map, a development build, a test or a secret. */
const FORBIDDEN: readonly [RegExp, string][] = [
  [/[#@] sourceMappingURL=/, 'names a source map'],
  [
    /react(-dom)?[-.]development|Download the React DevTools|@vite\/client|import\.meta\.hot/,
    'is a development build',
  ],
  [/\bvitest\b|fast-check|fake-indexeddb|@playwright/, 'holds test code'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'holds a private key'],
  [/\b(ghp|gho|npm|sk|xox[bp])_[A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{16}\b/, 'holds an access token'],
  [/demo-2026/, "holds the demo's password"],
  [/postgres(ql)?:\/\/[^\s"'`]+:[^\s"'`]+@/, 'holds a password of a database'],
];
const TEXT = /\.(js|cjs|css|html|json|svg)$/;

/**
 * Looks through what is to be installed on people's machines.
 * @param places folders of the machine that has built it, which nobody else should read
 * @returns one line per fault
 */
export function findingsIn(files: readonly PackedFile[], places: readonly string[]): string[] {
  const findings: string[] = [];
  const paths = new Set(files.map(({ path }) => path));
  for (const path of NEEDED) if (!paths.has(path)) findings.push(`${path} is missing`);
  const sum = files.reduce((total, { bytes }) => total + bytes.length, 0);
  if (sum > MOST_BYTES) findings.push(`all files together have ${sum} bytes, ${MOST_BYTES} are allowed`);
  for (const { path, bytes } of files) {
    if (!ALLOWED.some((allowed) => allowed.test(path))) findings.push(`${path} does not belong there`);
    if (!TEXT.test(path)) continue;
    const text = bytes.toString('utf8');
    for (const [pattern, what] of FORBIDDEN) if (pattern.test(text)) findings.push(`${path} ${what}`);
    for (const place of places)
      if (text.includes(place)) findings.push(`${path} names a folder of this machine`);
  }
  return [...findings, ...manifestFindings(files.find(({ path }) => path === 'package.json'))];
}

function manifestFindings(file: PackedFile | undefined): string[] {
  if (file === undefined) return [];
  const manifest = JSON.parse(file.bytes.toString('utf8')) as Record<string, unknown>;
  const findings: string[] = [];
  if (manifest['main'] !== 'dist/main/index.js') findings.push('package.json starts another file');
  if (manifest['type'] !== 'module') findings.push('package.json does not say that it holds modules');
  for (const field of ['scripts', 'devDependencies', 'allowScripts']) {
    if ((manifest[field] ?? null) !== null) findings.push(`package.json has ${field}`);
  }
  if (Object.keys(manifest['dependencies'] ?? {}).length > 0) findings.push('package.json has dependencies');
  return findings;
}
