import type { Platform } from '../platform/types.ts';
import type { Session } from './types.ts';
import { workerLink } from '../sync/engine-link.ts';
import { serverRoute } from '../../shared/ipc/relay.ts';
import { Transport } from '../sync/transport.ts';
import { openWorkspace } from '../sync/workspace.ts';
import { WorkSeal } from '../data/seal/work-seal.ts';
import { derivePasswordKey } from './keyring/password-key.ts';
import { settingsMarker } from './marker.ts';
import { KeptOutboxKeys } from './outbox-keys.ts';
import { sealedSettings } from './sealed-settings.ts';
import { watchPage } from './watch-page.ts';
import { createSession } from './session.ts';

/** A server that does not answer must keep nobody from his work. */
const FIRST_KEY_MS = 5000;

const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer in time')), ms)),
  ]);

/** The session of a window, with everything that it needs of a browser. */
export const createBrowserSession = (platform: Platform, version: string): Session =>
  createSession({
    platform,
    transport: (server) => new Transport(serverRoute(server, location.origin)),
    derivePasswordKey,
    openWorkspace: async (server, staff, tokens, keyring) => {
      const transport = new Transport(serverRoute(server, location.origin));
      const keys = new KeptOutboxKeys({
        platform,
        transport,
        tokens,
        shelf: {
          read: () => keyring.workKeys(staff.staff_no),
          write: (key) => keyring.noteWorkKey(staff, key),
          remove: () => keyring.forget(staff.staff_no),
        },
      });
      // At a first sign-in the server is there. Where it is not, work is sealed under a key of this machine alone.
      await within(FIRST_KEY_MS, keys.current()).catch(() => undefined);
      const storageKeys = await keyring.storageKeys(staff.staff_no);
      const workspace = await openWorkspace({
        server,
        transport,
        staffId: staff.id,
        staffNo: staff.staff_no,
        staffName: staff.name,
        about: {
          version,
          edition: platform.kind === 'desktop' ? 'DESKTOP' : 'BROWSER',
          system: platform.system(),
        },
        link: workerLink,
        tokens,
        keys,
        storageKeys,
        marker: settingsMarker(platform.settings, server, staff.id),
        ...(platform.journal === undefined ? {} : { journal: platform.journal }),
        watchPage: (watcher) => watchPage(watcher, platform.desktop),
      });
      return { workspace, personal: sealedSettings(platform.settings, new WorkSeal(storageKeys.work)) };
    },
    exclusively: async (name, work) => await navigator.locks.request(name, work),
    announce: (onAnnounced) => {
      const channel = new BroadcastChannel('channeldesk-session');
      channel.onmessage = onAnnounced;
      return () => channel.postMessage('changed');
    },
  });
