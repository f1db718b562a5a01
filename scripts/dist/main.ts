/**
 * `npm run dist:check`: what an installer would put on people's machines, without the runtime, which cannot be had
 * everywhere. electron-builder packs the real archive around a stub; the archive is looked through and the fuses are
 * read back. Exit code 1 on any finding.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild, ensureShell } from '../ensure-build.mjs';
import { readAsar } from './asar.ts';
import type { PackedFile } from './asar.ts';
import { findingsIn, MOST_BYTES } from './findings.ts';
import { makeStubRuntime, wrongFuses } from './stub-runtime.ts';

const root = join(import.meta.dirname, '../..');
const builder = join(root, 'node_modules/electron-builder/out/cli/cli.js');

function pack(stub: string, output: string): void {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  makeStubRuntime(stub, version);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      builder,
      '--linux',
      'dir',
      '--publish',
      'never',
      `-c.electronDist=${stub}`,
      '-c.npmRebuild=false',
      `-c.directories.output=${output}`,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`electron-builder has failed:\n${stdout}${stderr}`);
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)} MB`;

function report(files: readonly PackedFile[]): void {
  const sum = (prefix: string): number =>
    files.reduce((total, { path, bytes }) => total + (path.startsWith(prefix) ? bytes.length : 0), 0);
  for (const folder of ['dist/main/', 'dist/preload/', 'dist/renderer/']) {
    console.log(`${folder.padEnd(44)} ${megabytes(sum(folder)).padStart(9)}`);
  }
  const largest = [...files].sort((a, b) => b.bytes.length - a.bytes.length).slice(0, 5);
  for (const { path, bytes } of largest)
    console.log(`  ${path.padEnd(42)} ${megabytes(bytes.length).padStart(9)}`);
  console.log(`app.asar: ${files.length} files, ${megabytes(sum(''))} of ${megabytes(MOST_BYTES)} allowed`);
}

await ensureBuild();
await ensureShell();
const work = mkdtempSync(join(tmpdir(), 'dist-check-'));
try {
  const output = join(work, 'out');
  pack(join(work, 'runtime'), output);
  const unpacked = join(output, 'linux-unpacked');
  const files = readAsar(join(unpacked, 'resources/app.asar'));
  report(files);
  const findings = [
    ...findingsIn(files, [`${root}/`, `${homedir()}/`, work]),
    ...wrongFuses(join(unpacked, 'channeldesk')).map((fuse) => `the fuse ${fuse} is set the wrong way`),
  ];
  for (const finding of findings) console.error(finding);
  console.log(`dist: ${findings.length} findings`);
  if (findings.length > 0) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
