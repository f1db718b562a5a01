import type { JournalPort } from '../types.ts';
import type { TextRecord } from './journal-text.ts';

/** `records` null: everything is asked for. */
export interface JournalRequest {
  request: number;
  scope: string;
  records: readonly TextRecord[] | null;
}

export type JournalAnswer =
  | { request: number; value: Awaited<ReturnType<JournalPort['read']>> | null }
  | { request: number; failure: string };

/** So long may a disk take; a worker that never came up must not keep anybody waiting for "saved". */
const ANSWER_WITHIN_MS = 5000;

/**
 * The second home in a browser: files of the origin, beside IndexedDB and outside of it, so that they are there when
 * IndexedDB alone is lost. Who clears the site's data clears both.
 */
export function createBrowserJournal(): JournalPort {
  const waiting = new Map<number, (answer: JournalAnswer) => void>();
  let worker: Worker | null = null;
  let last = 0;

  const open = (): Worker => {
    const opened = new Worker(new URL('./journal.worker.ts', import.meta.url), {
      type: 'module',
      name: 'channeldesk-journal',
    });
    opened.onmessage = ({ data }: MessageEvent<JournalAnswer>) => waiting.get(data.request)?.(data);
    return opened;
  };
  const ask = (scope: string, records: readonly TextRecord[] | null) =>
    new Promise<Awaited<ReturnType<JournalPort['read']>> | null>((resolve, reject) => {
      const request = ++last;
      const answered = (answer: JournalAnswer): void => {
        clearTimeout(timer);
        waiting.delete(request);
        if ('failure' in answer) reject(new Error(answer.failure));
        else resolve(answer.value);
      };
      const timer = setTimeout(() => answered({ request, failure: 'no answer' }), ANSWER_WITHIN_MS);
      waiting.set(request, answered);
      worker ??= open();
      worker.postMessage({ request, scope, records } satisfies JournalRequest);
    });
  return {
    read: async (scope) => (await ask(scope, null)) ?? { records: [], damaged: 0 },
    write: async (scope, records) => {
      await ask(scope, records);
    },
  };
}
