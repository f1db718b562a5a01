import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');

/** Builds the product's screens as they are shipped, beside what is in the folder already. */
export async function buildApp(rendererDir: string): Promise<void> {
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: rendererDir, emptyOutDir: false },
  });
}
