import { app, session } from 'electron';
import { isOwnAddress } from './page-origin.ts';
import { isGranted } from './permissions.ts';

/** No page of this application leads anywhere else, opens another, or gets a device. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void; url: string }): void => {
      if (!isOwnAddress(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOwnAddress(event.url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** After the application is ready. */
export function guardPermissions(log: (message: string) => void): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer, details) => {
    const granted = details.isMainFrame && isGranted(permission, contents.getURL());
    if (!granted) log(`permission refused: ${permission}`);
    answer(granted);
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin));
  defaultSession.setDevicePermissionHandler(() => false);
}
