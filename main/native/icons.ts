declare const __TRAY_ICON__: string;
declare const __WINDOW_ICON__: string;

/** Pictures as `data:` addresses, put here by the build: so they need no files beside the program. */
export const TRAY_ICON = __TRAY_ICON__;
export const WINDOW_ICON = __WINDOW_ICON__;
