import type { Platform } from '../platform/types.ts';
import type { Session } from './types.ts';
import { workerLink } from '../sync/engine-link.ts';
import { serverRoute } from '../../shared/ipc/relay.ts';
import { Transport } from '../sync/transport.ts';
import { openWorkspace } from '../sync/workspace.ts';
import { settingsMarker } from './marker.ts';
import { KeptOutboxKeys } from './outbox-keys.ts';
import { watchPage } from './watch-page.ts';
import { createSession } from './session.ts';

/** The session of a window, with everything that it needs of a browser. */
export const createBrowserSession = (platform: Platform): Session =>
  createSession({
    platform,
    transport: (server) => new Transport(serverRoute(server, location.origin)),
    openWorkspace: (server, staff, tokens) => {
      const transport = new Transport(serverRoute(server, location.origin));
      const keys = new KeptOutboxKeys({ platform, transport, tokens, server, staffId: staff.id });
      // Registered while the server can be asked; whoever needs it before asks again.
      void keys.current().catch(() => undefined);
      return openWorkspace({
        server,
        staffId: staff.id,
        staffNo: staff.staff_no,
        staffName: staff.name,
        link: workerLink,
        tokens,
        keys,
        marker: settingsMarker(platform.settings, server, staff.id),
        ...(platform.journal === undefined ? {} : { journal: platform.journal }),
        watchPage: (watcher) => watchPage(watcher, platform.desktop),
      });
    },
    exclusively: async (name, work) => await navigator.locks.request(name, work),
    announce: (onAnnounced) => {
      const channel = new BroadcastChannel('channeldesk-session');
      channel.onmessage = onAnnounced;
      return () => channel.postMessage('changed');
    },
  });
