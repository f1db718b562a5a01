/**
 * `npm start`: from an empty checkout to ChannelDesk on the screen. Installs what is missing, builds what is
 * stale, starts the server on its own PostgreSQL with demo data, and opens the browser edition. Ctrl+C ends all.
 */
import { spawn } from 'node:child_process';
import { startBackend } from './backend.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { endAll } from './run-together.mjs';

const PORT = Number(process.env['PORT'] ?? 8420);

/**
 * The command that opens an address for the person, undefined where nobody looks. BROWSER=none keeps it shut.
 * @param {string} address
 * @returns {[string, ...string[]] | undefined}
 */
function opener(address) {
  if (process.env['CI'] || process.env['BROWSER'] === 'none') return undefined;
  if (process.platform === 'darwin') return ['open', address];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', address];
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  return display ? ['xdg-open', address] : undefined;
}

/** @param {string} address */
function openInBrowser(address) {
  const command = opener(address);
  if (command === undefined) return;
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('(no browser could be opened from here; open the address yourself)'));
  child.unref();
}

try {
  ensureInstall();
  await ensureBuild({ log: (line) => console.log(line) });
  const { origin, demo } = await startBackend(PORT);
  console.log(
    `\nChannelDesk, browser edition, is at ${origin} (there is no desktop shell in this version yet).`,
  );
  if (demo) console.log('Sign in with 610025 and the password demo-2026; more people are in README.md.');
  console.log('Ctrl+C ends it.');
  openInBrowser(origin);
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : error}`);
  await endAll(1);
}
