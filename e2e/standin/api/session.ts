import type { PermissionCheckHandlerHandlerDetails, Session, WebContents } from 'electron';
import { toChromium } from '../address.ts';
import { audit } from '../audit.ts';
import { runtime, startedChromium } from '../runtime.ts';
import { seal } from '../seal.ts';
import { EventEmitter } from 'node:events';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type Permission = Parameters<NonNullable<RequestHandler>>[1];

let requestHandler: RequestHandler = null;
let checkHandler: CheckHandler = null;

class SessionStandIn
  extends EventEmitter
  implements
    Pick<
      Session,
      | 'disableNetworkEmulation'
      | 'enableNetworkEmulation'
      | 'setDevicePermissionHandler'
      | 'setPermissionCheckHandler'
      | 'setPermissionRequestHandler'
    >
{
  setPermissionRequestHandler(handler: RequestHandler): void {
    requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    checkHandler = handler;
  }
  /** Without a system's dialog no page gets a device, whatever the handler says. */
  setDevicePermissionHandler(): void {}

  enableNetworkEmulation({ offline = false }: { offline?: boolean }): void {
    runtime.isOffline = offline;
  }
  disableNetworkEmulation(): void {
    runtime.isOffline = false;
  }
}

const defaultSession = seal(new SessionStandIn(), 'Session') as unknown as Session;
export const session = {
  defaultSession,
  /** Requests of the main process keep nothing here, whatever part of the session they belong to. */
  fromPartition: (_partition: string): Session => defaultSession,
};

/** Electron's name → those of the Permissions API that Chromium takes. */
const PERMISSIONS: readonly [Permission, readonly string[]][] = [
  ['geolocation', ['geolocation']],
  ['notifications', ['notifications']],
  ['media', ['camera', 'microphone']],
  ['midi', ['midi']],
  ['clipboard-read', ['clipboard-read']],
  ['clipboard-sanitized-write', ['clipboard-write']],
  ['persistent-storage', ['persistent-storage']],
  ['idle-detection', ['idle-detection']],
  ['window-management', ['window-management']],
  ['local-fonts', ['local-fonts']],
];

const asked = new Set<string>();

/**
 * Chromium offers no way to ask at the moment when a page does. So the application's handlers are asked for every
 * permission when a page of an origin is first shown, and Chromium is told the answers. Without handlers Electron
 * grants everything; here, too.
 */
export function askPermissions(contents: WebContents, url: string): void {
  const { origin, protocol, host } = new URL(url);
  const asker = origin === 'null' ? `${protocol}//${host}` : origin;
  if (asked.has(asker) || protocol === 'about:' || protocol === 'data:' || protocol === 'chrome-error:')
    return;
  asked.add(asker);
  for (const [permission, names] of PERMISSIONS) {
    decide(contents, permission, asker, url)
      .then(async (granted) => {
        audit('permission', permission, granted);
        for (const name of names)
          await startedChromium().cdp.root.send('Browser.setPermission', {
            permission: { name },
            setting: granted ? 'granted' : 'denied',
            origin: new URL(toChromium(url)).origin,
          });
      })
      .catch((error: unknown) => audit('protocol-error', `permission ${permission}: ${String(error)}`));
  }
}

async function decide(
  contents: WebContents,
  permission: Permission,
  asker: string,
  url: string,
): Promise<boolean> {
  const details = { isMainFrame: true, requestingUrl: url, requestingFrame: null };
  const checked =
    checkHandler === null ||
    checkHandler(
      contents,
      permission as Parameters<NonNullable<CheckHandler>>[1],
      `${asker}/`,
      details as unknown as PermissionCheckHandlerHandlerDetails,
    );
  const handler = requestHandler;
  if (handler === null) return checked;
  const granted = await new Promise<boolean>((resolve) =>
    handler(contents, permission, resolve, details as unknown as Parameters<typeof handler>[3]),
  );
  return checked && granted;
}
