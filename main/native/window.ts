import { join } from 'node:path';
import { BrowserWindow, nativeImage, nativeTheme, screen } from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import { WINDOW_ICON } from './icons.ts';
import { paperColour, titleBar } from './appearance.ts';
import type { DeskLog } from './log.ts';
import { PAGE_ADDRESS } from './page-origin.ts';
import type { Settings } from './settings.ts';
import { LEAST_SIZE, windowPlace } from './window-place.ts';

export interface WindowParts {
  settings: Settings;
  log: DeskLog;
  /** Developer tools exist in a checkout only. */
  forDevelopers: boolean;
  /** The administrator wants no pictures of the window. */
  contentProtection: boolean;
  /** Whether closing the window leaves the application running, out of sight. */
  staysOnClose(): boolean;
}

const SAVE_PLACE_AFTER_MS = 500;
const ZOOM = { step: 0.5, most: 3, least: -3 };
/** A page that dies again and again is not loaded for ever. */
const MOST_RELOADS = 3;
const RELOADS_WITHIN_MS = 60_000;

/** The one window of the application. */
export class DeskWindow {
  readonly #parts: WindowParts;
  #window: BrowserWindow | null = null;
  #reloads: number[] = [];

  constructor(parts: WindowParts) {
    this.#parts = parts;
    nativeTheme.on('updated', () => this.#paint());
  }

  get current(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens the window, or brings the open one to the front. */
  show(): void {
    if (this.#window === null) return this.#open();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Opens the window out of sight: the page synchronises and reminds until somebody wants to see it. */
  openHidden(): void {
    if (this.#window === null) this.#open({ hidden: true });
  }

  /** Tells the page; nothing where there is no window. */
  send(channel: string, payload?: unknown): void {
    this.#window?.webContents.send(channel, payload);
  }

  zoom(step: 'in' | 'out' | 'reset'): void {
    const contents = this.#window?.webContents;
    if (contents === undefined) return;
    const by = { in: ZOOM.step, out: -ZOOM.step, reset: -contents.getZoomLevel() }[step];
    const level = Math.min(ZOOM.most, Math.max(ZOOM.least, contents.getZoomLevel() + by));
    contents.setZoomLevel(level);
    this.#parts.settings.set({ zoomLevel: level });
  }

  /** Opens the system's dialog; resolves when the page was handed to it or the person thought better of it. */
  print(): Promise<boolean> {
    const contents = this.#window?.webContents;
    if (contents === undefined) return Promise.resolve(false);
    return new Promise((resolve) => contents.print({ printBackground: true }, (success) => resolve(success)));
  }

  #open({ hidden = false } = {}): void {
    const { settings, log } = this.#parts;
    const displays = screen.getAllDisplays();
    const primary = screen.getPrimaryDisplay();
    const areas = [primary, ...displays.filter(({ id }) => id !== primary.id)].map(
      ({ workArea }) => workArea,
    );
    const { maximized, ...bounds } = windowPlace(settings.get('window'), areas);
    const window = new BrowserWindow({ ...bounds, ...this.#options() });
    this.#window = window;
    if (this.#parts.contentProtection) window.setContentProtection(true);
    window.once('ready-to-show', () => {
      if (hidden) return;
      if (maximized) window.maximize();
      window.show();
    });
    this.#rememberPlace(window);
    window.on('close', (event) => {
      if (!this.#parts.staysOnClose()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      this.#window = null;
    });
    const { webContents } = window;
    webContents.on('did-finish-load', () => webContents.setZoomLevel(settings.get('zoomLevel') ?? 0));
    webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`the page has died: ${reason}`);
      if (reason !== 'clean-exit') this.#load(window);
    });
    this.#load(window);
  }

  #options(): BrowserWindowConstructorOptions {
    const dark = nativeTheme.shouldUseDarkColors;
    return {
      show: false,
      minWidth: LEAST_SIZE.width,
      minHeight: LEAST_SIZE.height,
      backgroundColor: paperColour(dark),
      titleBarStyle: 'hidden',
      titleBarOverlay: titleBar(dark),
      ...(process.platform === 'linux' ? { icon: nativeImage.createFromDataURL(WINDOW_ICON) } : {}),
      webPreferences: {
        preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: this.#parts.forDevelopers,
        // Synchronising and reminding go on while nobody looks.
        backgroundThrottling: false,
      },
    };
  }

  #load(window: BrowserWindow): void {
    const now = Date.now();
    this.#reloads = [...this.#reloads.filter((at) => now - at < RELOADS_WITHIN_MS), now];
    if (this.#reloads.length > MOST_RELOADS + 1) return this.#parts.log.error('the page dies at once');
    window.loadURL(PAGE_ADDRESS).catch((error: unknown) => {
      this.#parts.log.error(`the page was not loaded: ${error instanceof Error ? error.message : 'unknown'}`);
    });
  }

  #rememberPlace(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | null = null;
    const save = (): void => {
      if (window.isDestroyed() || window.isMinimized()) return;
      const { x, y, width, height } = window.getNormalBounds();
      this.#parts.settings.set({ window: { x, y, width, height, maximized: window.isMaximized() } });
    };
    const later = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(save, SAVE_PLACE_AFTER_MS);
    };
    window.on('resize', later);
    window.on('move', later);
    window.on('close', () => {
      if (timer !== null) clearTimeout(timer);
      save();
    });
  }

  /** The window's buttons lie on the page's bar and take its colour. */
  #paint(): void {
    const dark = nativeTheme.shouldUseDarkColors;
    this.#window?.setBackgroundColor(paperColour(dark));
    if (process.platform !== 'darwin') this.#window?.setTitleBarOverlay(titleBar(dark));
  }
}
