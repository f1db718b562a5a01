import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  AutoUpdater,
  ClientRequest,
  Dialog,
  Display,
  NativeImage,
  Net,
  PowerMonitor,
  Protocol,
  SafeStorage,
  Screen,
  Shell,
} from 'electron';
import { registerScheme } from '../address.ts';
import { audit, notImplemented } from '../audit.ts';
import { SCREEN } from '../chromium.ts';
import { runtime } from '../runtime.ts';
import { seal, sealStatics } from '../seal.ts';
import { app } from './app.ts';

/**
 * What the system does for an application, as data: what was asked is recorded; a spec gives the answer by putting
 * its own function in the place of the one here, as it does on the real runtime.
 */

/** Nobody is there to answer: it stays open, and the spec that left it so fails. */
function unanswered(kind: string, args: unknown[]): Promise<never> {
  audit('unanswered-dialog', kind, args.at(-1));
  return new Promise(() => undefined);
}

export const dialog = seal(
  {
    showSaveDialog: (...args: unknown[]) => unanswered('showSaveDialog', args),
    showOpenDialog: (...args: unknown[]) => unanswered('showOpenDialog', args),
    showMessageBox: (...args: unknown[]) => unanswered('showMessageBox', args),
  } satisfies Pick<Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showMessageBox'>,
  'Dialog',
);

export const shell = seal(
  {
    openExternal: (url: string): Promise<void> => {
      audit('shell', 'openExternal', url);
      return Promise.resolve();
    },
  } satisfies Pick<Shell, 'openExternal'>,
  'Shell',
);

/** The system's own updater, which only macOS has; others tell it what they do in its place. */
class AutoUpdaterStandIn extends EventEmitter {}
export const autoUpdater = seal(new AutoUpdaterStandIn(), 'AutoUpdater') as unknown as AutoUpdater;

class PowerMonitorStandIn extends EventEmitter {}
export const powerMonitor = seal(new PowerMonitorStandIn(), 'PowerMonitor') as PowerMonitor;

const bounds = { x: 0, y: 0, ...SCREEN };
const display = { id: 1, bounds, workArea: bounds, scaleFactor: 1 } as Display;
class ScreenStandIn extends EventEmitter implements Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'> {
  getAllDisplays(): Display[] {
    return [display];
  }
  getPrimaryDisplay(): Display {
    return display;
  }
}
export const screen = seal(new ScreenStandIn(), 'Screen');

class NativeImageStandIn implements Pick<NativeImage, 'isEmpty' | 'toDataURL'> {
  readonly #url: string;
  constructor(url: string) {
    this.#url = url;
  }
  isEmpty(): boolean {
    return !/^data:image\/(png|jpeg);base64,.{40}/.test(this.#url);
  }
  toDataURL(): string {
    return this.#url;
  }
}
export const nativeImage = sealStatics(
  { createFromDataURL: (url: string) => seal(new NativeImageStandIn(url), 'NativeImage') },
  'NativeImage',
);

export const protocol = seal(
  {
    registerSchemesAsPrivileged: (schemes): void => {
      if (app.isReady())
        throw new Error('protocol.registerSchemesAsPrivileged: the application is ready already');
      for (const { scheme, privileges } of schemes) {
        if (privileges?.bypassCSP === true || privileges?.standard !== true || privileges.secure !== true)
          audit('unsafe-preferences', `the scheme ${scheme}`, privileges);
        registerScheme(scheme);
      }
    },
    handle: (scheme, handler): void => {
      if (runtime.protocols.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      runtime.protocols.set(scheme, handler as (request: Request) => Response | Promise<Response>);
    },
  } satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>,
  'Protocol',
);

export const net = seal(
  {
    fetch: (input: string | Request, init?: RequestInit): Promise<Response> =>
      runtime.isOffline ? Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED')) : fetch(input, init),
    // Not sealed: the library that uses it listens to events of Node's requests as well.
    request: (options): ClientRequest => {
      if (typeof options === 'string') return notImplemented('net.request with an address alone');
      const { protocol, hostname, port, path, method, headers } = options;
      const wanted = { protocol, hostname, port, path, method, headers } as http.RequestOptions;
      const made = (protocol === 'https:' ? https : http).request(wanted);
      if (runtime.isOffline) made.destroy(new Error('net::ERR_INTERNET_DISCONNECTED'));
      return made as unknown as ClientRequest;
    },
  } satisfies Pick<Net, 'fetch' | 'request'>,
  'Net',
);

/** A key store of the system's, as a file. `STANDIN_KEY_STORE=none` is a Linux desktop that has none. */
const hasKeyStore = process.env['STANDIN_KEY_STORE'] !== 'none';

function key(): Buffer {
  const path = join(app.getPath('userData'), 'standin-key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return readFileSync(path);
}

export const safeStorage = seal(
  {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => (hasKeyStore ? 'gnome_libsecret' : 'basic_text'),
    encryptString: (text: string): Buffer => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decryptString: (bytes: Buffer): string => {
      const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  } satisfies Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >,
  'SafeStorage',
);
