/** `npm run dev`: the server, and the renderer by Vite, which shows every change of the sources at once. */
import { join } from 'node:path';
import { startBackend } from './backend.mjs';
import { ensureInstall, root } from './ensure-install.mjs';
import { endAll, start } from './run-together.mjs';

const PORT = Number(process.env['PORT'] ?? 8420);

try {
  ensureInstall();
  const { origin } = await startBackend(PORT);
  start('vite', [join(root, 'node_modules', 'vite', 'bin', 'vite.js')], { CHANNELDESK_SERVER: origin });
} catch (error) {
  console.error(`dev: ${error instanceof Error ? error.message : error}`);
  await endAll(1);
}
