import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const picture = (path: string): string =>
  JSON.stringify(`data:image/png;base64,${readFileSync(at(path)).toString('base64')}`);

/** Where the result goes; scripts/ensure-build.mjs builds beside the old one and then changes places. */
const out = process.env['CHANNELDESK_SHELL_OUT'] ?? at('./dist');

/**
 * Main process and preload. Both are whole: nothing of node_modules is needed beside them. The renderer is built by
 * vite.config.ts, the same for the desktop and for the browser.
 */
export default defineConfig({
  main: {
    define: {
      __TRAY_ICON__: picture('./resources/icons/tray.png'),
      __WINDOW_ICON__: picture('./resources/icons/window.png'),
    },
    build: {
      outDir: `${out}/main`,
      emptyOutDir: true,
      externalizeDeps: false,
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input: { index: at('./main/index.ts') },
        external: ['electron'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: `${out}/preload`,
      emptyOutDir: true,
      externalizeDeps: false,
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input: { index: at('./main/preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
