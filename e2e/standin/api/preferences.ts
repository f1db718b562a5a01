import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { audit, notImplemented } from '../audit.ts';

/** Preferences that this stand-in's windows have anyway, and the only value that a window may be given. */
const SAFE: Partial<Record<keyof WebPreferences, unknown>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
};
/** No matter for safety, and without effect here. */
const INDIFFERENT: readonly (keyof WebPreferences)[] = [
  'preload',
  'spellcheck',
  'devTools',
  'backgroundThrottling',
];

const WINDOW_OPTIONS: readonly (keyof BrowserWindowConstructorOptions)[] = [
  'x',
  'y',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'backgroundColor',
  'titleBarStyle',
  'titleBarOverlay',
  'icon',
  'webPreferences',
];

/**
 * What a window is opened with, with Electron's defaults filled in.
 * @throws for what is unsafe, and for what has not been needed so far
 */
export function readPreferences(options: BrowserWindowConstructorOptions): WebPreferences {
  for (const name of Object.keys(options))
    if (!WINDOW_OPTIONS.some((known) => known === name)) notImplemented(`the window option ${name}`);
  const given = options.webPreferences ?? {};
  for (const [name, value] of Object.entries(given)) {
    if (INDIFFERENT.some((known) => known === name)) continue;
    if (!(name in SAFE)) notImplemented(`webPreferences.${name}`);
    if (value === SAFE[name as keyof WebPreferences]) continue;
    audit('unsafe-preferences', name, value);
    throw new Error(`webPreferences.${name} must not be ${String(value)}`);
  }
  return { ...(SAFE as WebPreferences), devTools: true, spellcheck: true, ...given };
}
