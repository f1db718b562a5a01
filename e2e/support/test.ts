import { test as base } from '@playwright/test';
import { createBackend, type Backend } from './backend.ts';
import { createDesk, type Desk } from './desk.ts';

/** The month on which the demo data of the specs stands; fixed, so that every run sees the same customers. */
export const DEMO_MONTH = '2026-11';

interface WorkerFixtures {
  backend: Backend;
}
interface TestFixtures {
  desk: Desk;
  openDesk: () => Promise<Desk>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  backend: [
    async ({}, use) => {
      const backend = await createBackend({ TEST_ENVIRONMENT: '1' });
      await backend.start();
      await backend.run('demo', '--customers', '600', '--month', DEMO_MONTH);
      await use(backend);
      await backend.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  openDesk: async ({ backend }, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use(async () => {
      const { desk, close } = await createDesk(backend.address);
      closers.push(close);
      return desk;
    });
    for (const close of closers) await close();
  },
  desk: async ({ openDesk }, use) => {
    await use(await openDesk());
  },
});

export { expect } from '@playwright/test';
