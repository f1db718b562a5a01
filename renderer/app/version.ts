declare const __APP_VERSION__: string;

/** The version in package.json when this was built. */
export const APP_VERSION = __APP_VERSION__;
