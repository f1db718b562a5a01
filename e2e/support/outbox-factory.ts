import type { JSHandle, Page } from '@playwright/test';

interface WithBuckets {
  storageBuckets: { open(name: string): Promise<{ indexedDB: IDBFactory }> };
}

/** Where the outbox of the page's origin lies: in a storage bucket of its own. */
export const outboxFactory = (page: Page): Promise<JSHandle<IDBFactory>> =>
  page.evaluateHandle(async () => {
    const { storageBuckets } = navigator as unknown as WithBuckets;
    return (await storageBuckets.open('outbox')).indexedDB;
  });
