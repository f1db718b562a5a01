import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import packageJson from './package.json' with { type: 'json' };

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite` finds the server while developing. */
const server = process.env['CHANNELDESK_SERVER'] ?? 'http://127.0.0.1:8420';
const proxied = Object.fromEntries(
  ['/auth', '/sync', '/server', '/division'].map((path) => [path, { target: server, changeOrigin: true }]),
);

/** One chunk per thing that changes by itself, so that an update downloads only what is new. */
const chunks = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 2 },
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
  { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+)[\\/]/ },
  { name: 'pinyin', test: /node_modules[\\/]pinyin-pro[\\/]/ },
];

const SERVICE_WORKER = 'service-worker';

/** Tells the service worker which files belong to this build, once their names are known. */
const buildFiles = (): Plugin => ({
  name: 'build-files',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const worker = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.name === SERVICE_WORKER,
      );
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
      const files = Object.values(bundle).filter((file) => file !== worker);
      const id = createHash('sha256');
      for (const file of files) id.update(file.type === 'chunk' ? file.code : file.source);
      const names = files.map((file) => file.fileName).filter((name) => !name.endsWith('.map'));
      worker.code = worker.code
        .replaceAll('__BUILD_FILES__', () => JSON.stringify(names.sort()))
        .replaceAll('__BUILD_ID__', () => JSON.stringify(id.digest('hex').slice(0, 12)));
    },
  },
});

export default defineConfig({
  root: at('./renderer'),
  // Relative, so that the same files are served by a web server and by the desktop's own scheme.
  base: './',
  plugins: [react(), buildFiles()],
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  server: { proxy: proxied, fs: { allow: [at('.')] } },
  preview: { proxy: proxied },
  worker: { format: 'es' },
  build: {
    outDir: at('./dist/renderer'),
    emptyOutDir: true,
    target: 'es2022',
    minify: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        index: at('./renderer/index.html'),
        [SERVICE_WORKER]: at('./renderer/app/offline-start/service-worker.ts'),
      },
      output: {
        // A service worker answers only for addresses beside it, and must keep its name from build to build.
        entryFileNames: (chunk) => (chunk.name === SERVICE_WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: chunks },
      },
    },
  },
});
