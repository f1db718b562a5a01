import { createStore, get, set, del } from 'idb-keyval';
import type { DeviceSystem } from '../../shared/api/devices.ts';
import type { BrowserNotices, Platform } from './types.ts';
import { readSecret, writeSecret } from './browser-vault.ts';
import { createBrowserJournal } from './journal/browser-journal.ts';

const SETTINGS = 'channeldesk.settings';

/**
 * The browser's own means. All of it lives in the profile of this browser; losing the site's data loses it all,
 * which is why persistent storage is asked for as soon as there is something to keep.
 */
export function createBrowserPlatform(): Platform {
  const secrets = createStore('channeldesk-vault', 'secrets');
  const device = createStore('channeldesk-device', 'device');
  let deviceId: Promise<string> | null = null;
  return {
    kind: 'browser',
    serverAddress: () => Promise.resolve(location.origin),
    deviceId: () => (deviceId ??= knownDeviceId(device)),
    deviceName,
    system: () => deviceSystem(navigator.userAgent),
    settings: {
      get: (key) => readSettings()[key],
      set: (key, value) =>
        localStorage.setItem(SETTINGS, JSON.stringify({ ...readSettings(), [key]: value })),
    },
    vault: {
      read: async (name) => readSecret(secrets, await get<unknown>(name, secrets)),
      write: async (name, secret) => {
        void askForPersistence();
        await set(name, await writeSecret(secrets, secret), secrets);
      },
      remove: (name) => del(name, secrets),
    },
    saveFile,
    ...(hasOriginFiles() ? { journal: createBrowserJournal() } : {}),
    notices,
  };
}

const hasOriginFiles = (): boolean =>
  typeof Worker === 'function' && 'storage' in navigator && 'getDirectory' in navigator.storage;

const noticeState = (): NotificationPermission | 'none' =>
  'Notification' in globalThis ? Notification.permission : 'none';

const notices: BrowserNotices = {
  state: noticeState,
  ask: async () => (noticeState() === 'none' ? 'none' : Notification.requestPermission()),
  show: ({ tag, title, body }, onOpen) => {
    if (noticeState() !== 'granted') return Promise.resolve(false);
    try {
      const shown = new Notification(title, { tag, body });
      shown.onclick = () => {
        window.focus();
        onOpen();
        shown.close();
      };
      return Promise.resolve(true);
    } catch {
      // Some browsers of phones show them only from a service worker.
      return Promise.resolve(false);
    }
  },
};

async function knownDeviceId(store: ReturnType<typeof createStore>): Promise<string> {
  const known = await get<string>('id', store);
  if (known !== undefined) return known;
  const id = crypto.randomUUID();
  await set('id', id, store);
  return id;
}

const SYSTEM_NAMES: Readonly<Record<DeviceSystem, string>> = {
  WINDOWS: 'Windows',
  ANDROID: 'Android',
  IOS: 'iOS',
  MACOS: 'macOS',
  LINUX: 'Linux',
  OTHER: 'Linux',
};

function deviceSystem(agent: string): DeviceSystem {
  if (/Windows/.test(agent)) return 'WINDOWS';
  if (/Android/.test(agent)) return 'ANDROID';
  if (/iPhone|iPad/.test(agent)) return 'IOS';
  if (/Mac OS/.test(agent)) return 'MACOS';
  return /Linux/.test(agent) ? 'LINUX' : 'OTHER';
}

/** Sample: `Chrome · Windows`. For the list of devices that an administrator reads. */
function deviceName(): string {
  const agent = navigator.userAgent;
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : 'Safari';
  return `${browser} · ${SYSTEM_NAMES[deviceSystem(agent)]}`;
}

function readSettings(): Record<string, unknown> {
  try {
    const settings: unknown = JSON.parse(localStorage.getItem(SETTINGS) ?? '{}');
    return typeof settings === 'object' && settings !== null ? { ...settings } : {};
  } catch {
    // Somebody else's text under our name: settings are not worth failing for.
    return {};
  }
}

async function askForPersistence(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // A browser without it keeps what it keeps.
  }
}

function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>, mime: string): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download reads the address after this call; a minute is enough for any file that we make.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return Promise.resolve(true);
}
