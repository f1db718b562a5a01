import type { Environment } from './ports.ts';
import { serverRoute } from '../../shared/ipc/relay.ts';
import { Transport } from './transport.ts';

/** The engine's surroundings in a window or a worker of a browser. */
export const browserEnvironment: Environment = {
  now: () => new Date(),
  random: Math.random,
  exchange: (server) => new Transport(serverRoute(server, location.origin)),
  locks: {
    hold: async (name, work, signal) => {
      await navigator.locks.request(name, { signal }, work);
    },
  },
  openChannel: (name, onNews) => {
    const channel = new BroadcastChannel(name);
    channel.onmessage = (event: MessageEvent<unknown>) => onNews(event.data);
    return { post: (news) => channel.postMessage(news), close: () => channel.close() };
  },
};
