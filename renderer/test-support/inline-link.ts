import type { EngineLink, FromEngine, ToEngine } from '../sync/messages.ts';
import type { Environment } from '../sync/ports.ts';
import { EngineHost } from '../sync/engine-host.ts';

/** The engine in this very thread, with messages copied as a worker would get them. */
export function inlineLink(environment: Environment): EngineLink {
  let listener: (message: FromEngine) => void = () => undefined;
  let ended = false;
  const host = new EngineHost(environment, (message) => {
    const copy = structuredClone(message);
    queueMicrotask(() => {
      if (!ended) listener(copy);
    });
  });
  return {
    post: (message: ToEngine) => {
      const copy = structuredClone(message);
      queueMicrotask(() => host.handle(copy));
    },
    onMessage: (heard) => {
      listener = heard;
    },
    end: () => {
      ended = true;
    },
  };
}
