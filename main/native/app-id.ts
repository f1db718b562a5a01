/** The application's name among all of a system, as `electron-builder.yml` gives it to what it packs. */
export const APP_ID = 'org.channeldesk.desktop';

/**
 * What Windows knows the running program by; null where it is not to be told. The installer's shortcut bears the same,
 * and only so are its notifications shown and its windows grouped under it. A checkout has no shortcut.
 */
export const appUserModelId = (system: NodeJS.Platform, packaged: boolean): string | null =>
  system === 'win32' && packaged ? APP_ID : null;
