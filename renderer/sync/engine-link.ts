import type { EngineLink, FromEngine } from './messages.ts';

/** The engine in a worker of its own: storing pages and building the index never holds up typing. */
export function workerLink(): EngineLink {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), {
    type: 'module',
    name: 'channeldesk-engine',
  });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = (event: MessageEvent<FromEngine>) => listener(event.data);
      worker.onerror = (event) => listener({ kind: 'crashed', message: event.message });
    },
    end: () => worker.terminate(),
  };
}
