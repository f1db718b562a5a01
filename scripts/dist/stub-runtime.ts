import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the place of the fuses in a runtime; behind it version, number, and one character for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Fuses in their order, as electron-builder.yml must set them. */
export const FUSES: readonly [string, boolean][] = [
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['loadBrowserProcessSpecificV8Snapshot', false],
  ['grantFileProtocolExtraPrivileges', false],
];

/** A folder that electron-builder takes for the Electron runtime for Linux, every fuse set the wrong way. */
export function makeStubRuntime(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const wrong = FUSES.map(([, on]) => (on ? '0' : '1')).join('');
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES.length]), Buffer.from(wrong)]);
  writeFileSync(join(folder, 'electron'), wire);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), version);
  for (const locale of ['en-US', 'zh-CN', 'de']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
}

/** Fuses that are not as they must be in the program that electron-builder has made. */
export function wrongFuses(program: string): string[] {
  const bytes = readFileSync(program);
  const first = bytes.indexOf(SENTINEL) + SENTINEL.length + 2;
  return FUSES.filter(([, on], at) => bytes[first + at] !== (on ? '1' : '0').charCodeAt(0)).map(
    ([name]) => name,
  );
}
