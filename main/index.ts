/** The main process, in the order in which it comes to life. */
import { app } from 'electron';
import { openDesk } from './desk.ts';
import { appUserModelId } from './native/app-id.ts';
import { endWithoutDesk } from './native/failed-start.ts';
import { guardPages } from './native/guard.ts';
import { launchOptions } from './native/launch-options.ts';
import { LinkDesk, receiveLinks } from './native/links.ts';
import { announcePageScheme } from './native/page-scheme.ts';

const launch = launchOptions(process.env, process.argv, app.isPackaged);
// Before anything is kept, and before the lock: it lies in this folder.
if (launch.userData !== null) app.setPath('userData', launch.userData);
const id = appUserModelId(process.platform, app.isPackaged);
if (id !== null) app.setAppUserModelId(id);

if (app.requestSingleInstanceLock()) {
  const links = new LinkDesk();
  receiveLinks(links);
  announcePageScheme();
  guardPages();
  // Not awaited here: Electron is not ready before this file has been read to its end.
  void app
    .whenReady()
    .then(() => openDesk(launch, links))
    .catch((error: unknown) => endWithoutDesk(error, launch.language));
} else {
  app.quit();
}
