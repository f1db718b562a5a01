import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite` finds the server while developing. */
const server = process.env['CHANNELDESK_SERVER'] ?? 'http://127.0.0.1:8420';
const proxied = Object.fromEntries(
  ['/auth', '/sync', '/server'].map((path) => [path, { target: server, changeOrigin: true }]),
);

/** One chunk per thing that changes by itself, so that an update downloads only what is new. */
const chunks = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 2 },
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
  { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+)[\\/]/ },
  { name: 'pinyin', test: /node_modules[\\/]pinyin-pro[\\/]/ },
];

export default defineConfig({
  root: at('./renderer'),
  // Relative, so that the same files are served by a web server and by the desktop's own scheme.
  base: './',
  plugins: [react()],
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
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
});
