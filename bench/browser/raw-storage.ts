import { cacheName } from '../../renderer/data/names.ts';
import type { Person, RawRun } from './api.ts';
import type { RawReply, RawRequest } from './raw-storage.worker.ts';

/** The floors of download and reopening: IndexedDB alone, in a worker as the product uses it. */
export const rawWrite = (person: Person): Promise<RawRun> => ask({ kind: 'write', cache: cacheOf(person) });
export const rawRead = (person: Person): Promise<RawRun> => ask({ kind: 'read', cache: cacheOf(person) });

const cacheOf = ({ staffId }: Person): string => cacheName(location.origin, staffId);

async function ask(request: RawRequest): Promise<RawRun> {
  const worker = new Worker(new URL('./raw-storage.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<RawRun>((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }: MessageEvent<RawReply>) => {
        if (data.kind === 'done') resolve(data.run);
        else reject(new Error(data.message));
      };
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}
