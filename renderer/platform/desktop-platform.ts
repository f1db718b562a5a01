import type { DesktopBridge } from '../../shared/ipc/bridge.ts';
import type { FileKind } from '../../shared/ipc/contract.ts';
import type { Desktop, Platform } from './types.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    readonly desktop?: DesktopBridge;
  }
}

export const desktopBridge = (): DesktopBridge | undefined => window.desktop;

const SYSTEMS = { windows: 'WINDOWS', macos: 'MACOS', linux: 'LINUX' } as const;

const KINDS: readonly [RegExp, FileKind][] = [
  [/spreadsheetml/, 'workbook'],
  [/^image\/png/, 'image'],
  [/^text\/csv/, 'csv'],
  [/json/, 'json'],
];

/** The desktop's means. Settings are read once at the start and then kept here and there. */
export async function createDesktopPlatform(bridge: DesktopBridge): Promise<Platform> {
  const start = await bridge.readStart();
  const settings = new Map(Object.entries(start.settings));
  // So that a full disk does not make the browser's part of the machine clear what is cached.
  void navigator.storage.persist().catch(() => false);
  return {
    kind: 'desktop',
    serverAddress: () => Promise.resolve(start.serverAddress),
    deviceId: () => Promise.resolve(start.deviceId),
    deviceName: () => start.deviceName,
    system: () => SYSTEMS[start.system],
    settings: {
      get: (key) => parsed(settings.get(key)),
      set: (key, value) => {
        const text = value === undefined ? null : JSON.stringify(value);
        if (text === null) settings.delete(key);
        else settings.set(key, text);
        // A setting that is not kept is the old one at the next start, and nothing worse.
        void bridge.writeSetting({ key, text }).catch(() => undefined);
      },
    },
    vault: {
      read: (name) => bridge.readSecret({ name }),
      write: (name, secret) => bridge.writeSecret({ name, secret }),
      remove: (name) => bridge.removeSecret({ name }),
    },
    saveFile: async (name, bytes, mime) => {
      const kind = KINDS.find(([type]) => type.test(mime))?.[1];
      if (kind === undefined) throw new Error(`no kind of file is known for ${mime}`);
      return (await bridge.saveFile({ name: plainName(name), kind, bytes })).kind === 'saved';
    },
    journal: {
      read: (scope) => bridge.readJournal({ scope }),
      write: (scope, records) => bridge.writeJournal({ scope, records: [...records] }),
    },
    policy: start.policy,
    desktop: desktopSide(bridge, start),
  };
}

function desktopSide(
  bridge: DesktopBridge,
  { serverFixed, vault, hasTray }: Awaited<ReturnType<DesktopBridge['readStart']>>,
): Desktop {
  return {
    serverFixed,
    vaultPlace: vault,
    hasTray,
    chooseServer: (address) => bridge.chooseServer({ address }),
    openFile: async (kinds, mostBytes) => {
      const result = await bridge.openFile({ kinds: [...kinds], mostBytes });
      return result.kind === 'opened' ? { name: result.name, bytes: result.bytes } : null;
    },
    notify: async (notice) => (await bridge.showNotification(notice)).shown,
    links: { take: () => bridge.takeLink(), onArrived: (listener) => bridge.onLink(listener) },
    showSyncState: (text) => void bridge.showSyncState({ text: text.slice(0, 120) }).catch(() => undefined),
    print: async () => (await bridge.printPage()).printed,
    readLog: async () => (await bridge.readLog()).lines,
    openExternal: async (url) => (await bridge.openExternal({ url })).opened,
    onResume: (listener) => bridge.onResume(listener),
    updates: {
      read: () => bridge.readUpdate(),
      install: async () => (await bridge.installUpdate()).started,
      onChanged: (listener) => bridge.onUpdate(listener),
    },
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What file systems read as something else becomes a space; names of views are free text. */
const plainName = (name: string): string =>
  name
    .replace(/[\\/:*?"<>|\u0000-\u001f]+/g, ' ')
    .slice(0, 180)
    .replace(/^[. ]+|[. ]+$/g, '') || 'ChannelDesk';
