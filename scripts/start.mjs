/**
 * `npm start`: from an empty checkout to ChannelDesk on the screen. Installs what is missing, builds what is
 * stale, starts the server on its own PostgreSQL with demo data, and opens the desktop, or the browser edition where
 * the desktop cannot be had. Ctrl+C ends all, and so does closing the desktop.
 */
import { spawn } from 'node:child_process';
import { startBackend } from './backend.mjs';
import { electronCli, whyNoDesktop } from './desktop-runtime.mjs';
import { ensureBuild, ensureShell } from './ensure-build.mjs';
import { ensureInstall, root } from './ensure-install.mjs';
import { during, endAll, endSignal, start } from './run-together.mjs';

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
  const log = (/** @type {string} */ line) => console.log(line);
  await during(ensureBuild({ log, signal: endSignal }));
  await during(ensureShell({ log, signal: endSignal }));
  const { origin, demo } = await startBackend(PORT);
  const noDesktop = await whyNoDesktop();
  console.log(
    noDesktop === undefined
      ? `\nChannelDesk opens in its own window; the browser edition is at ${origin}.`
      : `\nChannelDesk, browser edition, is at ${origin} (no desktop here: ${noDesktop}).`,
  );
  if (demo) console.log('Sign in with 610025 and the password demo-2026; more people are in README.md.');
  console.log('Ctrl+C ends it.');
  if (noDesktop === undefined) {
    start('desktop', [electronCli, root], { CHANNELDESK_SERVER: origin }, { mayEnd: true });
  } else openInBrowser(origin);
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : error}`);
  await endAll(1);
}
