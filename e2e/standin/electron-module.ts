import { sealMissing, sealStatics } from './seal.ts';
import surface from './surface/surface.json' with { type: 'json' };
import type { Surface } from './surface/read-types.ts';
import { app } from './api/app.ts';
import { BrowserWindowClass, webContentsExport } from './api/browser-window.ts';
import { ipcMain } from './api/ipc-main.ts';
import { nativeTheme } from './api/native-theme.ts';
import {
  autoUpdater,
  dialog,
  nativeImage,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  shell,
} from './api/services.ts';
import { session } from './api/session.ts';
import { MenuClass, NotificationClass, TrayClass } from './api/shell-parts.ts';

const implemented: Record<string, object> = {
  app,
  autoUpdater,
  BrowserWindow: BrowserWindowClass,
  dialog,
  ipcMain,
  Menu: MenuClass,
  nativeImage,
  nativeTheme,
  net,
  Notification: NotificationClass,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session: sealStatics(session, 'Session'),
  shell,
  Tray: TrayClass,
  webContents: sealStatics(webContentsExport, 'WebContents'),
};

const { main, version } = surface as Surface;

/** The version of Electron whose types this is sealed against. */
export const ELECTRON_VERSION = version;

/** `electron` as the main process imports it: every export of the real one, those that nothing needs as a refusal. */
export const electronModule: Readonly<Record<string, object>> = Object.fromEntries(
  Object.keys(main).map((name) => [name, implemented[name] ?? sealMissing(name)]),
);
