/**
 * `npm run dist`: installers for this system in dist/installers; arguments go to electron-builder, for instance
 * `npm run dist -- --win --x64`. Needs the Electron runtime, which electron-builder fetches.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild, ensureShell } from '../ensure-build.mjs';

const root = join(import.meta.dirname, '../..');
await ensureBuild();
await ensureShell();
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/electron-builder/out/cli/cli.js'),
    '--publish',
    'never',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
