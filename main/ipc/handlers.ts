import { hostname } from 'node:os';
import { app, net, shell } from 'electron';
import type { Policy } from '../native/policy.ts';
import type { StartFacts } from '../../shared/ipc/contract.ts';
import type { Busy } from '../native/busy.ts';
import { mayOpenExternally } from '../native/external-links.ts';
import type { MenuLinks } from '../native/menu-links.ts';
import type { Files } from '../native/files.ts';
import type { Journals } from '../native/journal.ts';
import type { DeskLog } from '../native/log.ts';
import type { LinkDesk } from '../native/links.ts';
import type { Notifications } from '../native/notifications.ts';
import type { Server } from '../native/server.ts';
import type { Settings } from '../native/settings.ts';
import type { DeskTray } from '../native/tray.ts';
import type { Updater } from '../native/updater.ts';
import type { Vault } from '../native/vault.ts';
import type { DeskWindow } from '../native/window.ts';
import type { Handlers } from './handle.ts';

export interface HandlerParts {
  settings: Settings;
  /** A setting of the page has changed: words and colours of the shell may depend on it. */
  onSetting(key: string): void;
  server: Server;
  policy: Policy;
  vault: Vault;
  journals: Journals;
  files: Files;
  notifications: Notifications;
  links: LinkDesk;
  menuLinks: MenuLinks;
  tray(): DeskTray | null;
  window: DeskWindow;
  updater: Updater;
  busy: Busy;
  log: DeskLog;
}

/** What each call of the page does, one line where it can be. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { settings, server, vault, journals, files, notifications, links, menuLinks } = parts;
  const { window, updater, busy, log } = parts;
  return {
    'start.read': () => startFacts(parts),
    'server.choose': ({ address }) => server.choose(address, (target, init) => net.fetch(target, init)),
    'settings.write': ({ key, text }) => {
      settings.setPage(key, text);
      parts.onSetting(key);
    },
    'vault.read': ({ name }) => vault.read(name),
    'vault.write': ({ name, secret }) => busy.during(() => vault.write(name, secret)),
    'vault.remove': ({ name }) => busy.during(() => vault.remove(name)),
    'journal.read': async ({ scope }) => (await journals.of(scope)).read(),
    'journal.write': ({ scope, records }) =>
      busy.during(async () => (await journals.of(scope)).write(records)),
    'files.save': (file) => files.save(file),
    'files.open': (wish) => files.open(wish),
    'notifications.show': (notification) => notifications.show(notification),
    'links.take': () => links.take(),
    'links.openExternal': async ({ url }) => {
      if (!mayOpenExternally(url) && !menuLinks.allows(url)) return { opened: false };
      await shell.openExternal(url);
      return { opened: true };
    },
    'sync.show': ({ text }) => parts.tray()?.showState(text),
    'page.print': async () => ({ printed: await window.print() }),
    'updates.read': () => updater.state,
    'updates.install': async () => ({ started: await updater.install() }),
    'log.read': async () => ({ lines: await log.newest() }),
  };
}

const SYSTEMS: Partial<Record<NodeJS.Platform, StartFacts['system']>> = { win32: 'windows', darwin: 'macos' };
const SYSTEM_NAMES = { windows: 'Windows', macos: 'macOS', linux: 'Linux' } as const;

function startFacts({ settings, server, vault, tray, policy }: HandlerParts): StartFacts {
  const system = SYSTEMS[process.platform] ?? 'linux';
  return {
    version: app.getVersion(),
    system,
    deviceId: settings.deviceId,
    // For the list of devices that an administrator reads. Sample: `PC-0417 · Windows`.
    deviceName: `${hostname().slice(0, 60)} · ${SYSTEM_NAMES[system]}`,
    serverAddress: server.address,
    serverFixed: server.fixed,
    vault: vault.place,
    settings: settings.page,
    hasTray: tray() !== null,
    policy: {
      lockAfterMinutes: policy.lockAfterMinutes,
      watermark: policy.watermark,
      passwordAtStart: policy.passwordAtStart,
    },
  };
}
