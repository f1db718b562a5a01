import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

const databaseTests = '{server,renderer,scripts}/**/*.db.test.ts';
const databaseSetup = 'server/test-support/global-setup.ts';

/**
 * `unit`: pure code, no service needed. `server`: what is only true on a real PostgreSQL, which the global
 * set-up starts once; test files take turns so that two cores are not fought over by a dozen databases.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,renderer,scripts,server,main}/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, databaseTests],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'server',
          include: [databaseTests],
          globalSetup: existsSync(join(import.meta.dirname, databaseSetup)) ? [databaseSetup] : [],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
