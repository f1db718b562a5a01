import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron';
import { audit } from '../audit.ts';
import { SCREEN } from '../chromium.ts';
import { startedChromium } from '../runtime.ts';
import { rawOf, seal, sealClass } from '../seal.ts';
import { WindowPage } from '../window-page.ts';
import { appLink } from './app-link.ts';
import { preventable } from './event.ts';
import { readPreferences } from './preferences.ts';
import { applyTo, forgetPage } from './native-theme.ts';
import { askPermissions } from './session.ts';
import { WebContentsStandIn } from './web-contents.ts';

/** Electron's own size of a window that is given none. */
const USUAL = { width: 800, height: 600 };
const WORK_AREA: Rectangle = { x: 0, y: 0, ...SCREEN };

const open = new Map<number, BrowserWindowStandIn>();
let lastId = 0;
/** 0: no window has the focus. */
let focusedId = 0;
let contentsOf: (window: BrowserWindowStandIn) => WebContentsStandIn;
let pageOf: (window: BrowserWindowStandIn) => WindowPage;
/** Resolves false where the window refuses to be closed. */
let closing: (window: BrowserWindowStandIn) => Promise<boolean>;

class BrowserWindowStandIn
  extends EventEmitter
  implements
    Pick<
      BrowserWindow,
      | 'close'
      | 'destroy'
      | 'focus'
      | 'getBounds'
      | 'getContentBounds'
      | 'getNormalBounds'
      | 'getMinimumSize'
      | 'getTitle'
      | 'hide'
      | 'id'
      | 'isDestroyed'
      | 'isFocused'
      | 'isMaximized'
      | 'isMinimized'
      | 'isVisible'
      | 'loadURL'
      | 'maximize'
      | 'minimize'
      | 'restore'
      | 'setBackgroundColor'
      | 'setBounds'
      | 'setTitleBarOverlay'
      | 'isContentProtected'
      | 'setContentProtection'
      | 'show'
      | 'unmaximize'
      | 'webContents'
    >
{
  readonly id = ++lastId;
  readonly webContents: WebContents;
  readonly #page: WindowPage;
  readonly #contents: WebContentsStandIn;
  #bounds: Rectangle;
  readonly #least: readonly [number, number];
  #visible: boolean;
  #contentProtected = false;
  #maximized = false;
  #minimized = false;
  #destroyed = false;
  #painted = false;
  #onClosed: (() => void)[] = [];

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    const preferences = readPreferences(options);
    const { width = USUAL.width, height = USUAL.height } = options;
    this.#least = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#bounds = {
      x: options.x ?? Math.round((SCREEN.width - width) / 2),
      y: options.y ?? Math.round((SCREEN.height - height) / 2),
      width: Math.max(width, options.minWidth ?? 0),
      height: Math.max(height, options.minHeight ?? 0),
    };
    this.#visible = options.show ?? true;
    this.#page = new WindowPage(startedChromium(), this.#bounds, preferences.preload ?? null, {
      loaded: () => {
        listener.loaded();
        this.#readyToShow();
      },
      navigated: (url) => {
        // Playwright says when it takes hold of a page that it prefers nothing; the application does.
        applyTo(this.#page);
        listener.navigated(url);
        askPermissions(this.webContents, url);
      },
      gone: (reason) => listener.gone(reason),
      closed: () => this.#wasClosed(() => listener.closed()),
      invoked: (invocation) => listener.invoked(invocation),
    });
    this.#contents = new WebContentsStandIn({
      page: this.#page,
      preferences,
      contentSize: () => this.#bounds,
      onClose: () => this.close(),
    });
    const listener = WebContentsStandIn.listenerOf(this.#contents);
    this.webContents = seal(this.#contents, 'WebContents') as unknown as WebContents;
    open.set(this.id, this);
    if (this.#visible) focusedId = this.id;
    appLink.tell('browser-window-created', preventable({}), seal(this, 'BrowserWindow'));
    appLink.tell('web-contents-created', preventable({}), this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...open.values()].map(sealed);
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindowStandIn.fromId(focusedId);
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    const found = [...open.values()].find((window) => window.webContents.id === rawOf(contents).id);
    return found === undefined ? null : sealed(found);
  }
  static fromId(id: number): BrowserWindow | null {
    const found = open.get(id);
    return found === undefined ? null : sealed(found);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isVisible(): boolean {
    return this.#visible && !this.#minimized;
  }
  isFocused(): boolean {
    return focusedId === this.id;
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  getMinimumSize(): number[] {
    return [...this.#least];
  }
  getTitle(): string {
    return this.#page.title;
  }
  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }
  getBounds(): Rectangle {
    return this.#maximized ? { ...WORK_AREA } : { ...this.#bounds };
  }
  getContentBounds(): Rectangle {
    return this.getBounds();
  }

  show(): void {
    this.#visible = true;
    this.focus();
    this.emit('show', preventable({}));
  }
  hide(): void {
    this.#visible = false;
    this.#blur();
    this.emit('hide', preventable({}));
  }
  focus(): void {
    if (!this.#visible || this.#minimized || focusedId === this.id) return;
    open.get(focusedId)?.emit('blur', preventable({}));
    focusedId = this.id;
    this.emit('focus', preventable({}));
    appLink.tell('browser-window-focus', preventable({}), sealed(this));
  }
  minimize(): void {
    this.#minimized = true;
    this.#blur();
    this.emit('minimize', preventable({}));
  }
  restore(): void {
    if (this.#minimized) this.#minimized = false;
    else this.#maximized = false;
    this.#visible = true;
    this.focus();
    this.emit('restore', preventable({}));
  }
  maximize(): void {
    this.#maximized = true;
    this.#visible = true;
    this.#resized();
    this.emit('maximize', preventable({}));
  }
  unmaximize(): void {
    this.#maximized = false;
    this.#resized();
    this.emit('unmaximize', preventable({}));
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.#resized();
    this.emit('move', preventable({}));
  }
  /** Colours behind the page and of the buttons on it: nothing of either can be seen without a screen. */
  setBackgroundColor(_colour: string): void {}
  setTitleBarOverlay(_overlay: object): void {}
  setContentProtection(on: boolean): void {
    this.#contentProtected = on;
  }
  isContentProtected(): boolean {
    return this.#contentProtected;
  }

  close(): void {
    if (this.#destroyed) return;
    const wish = preventable({});
    this.emit('close', wish);
    if (!wish.defaultPrevented) this.destroy();
  }
  destroy(): void {
    this.#page.close();
  }

  // Reached from this file alone: a static member would be one that Electron does not have.
  static {
    contentsOf = (window) => window.#contents;
    pageOf = (window) => window.#page;
    closing = async (window) => {
      const wish = preventable({});
      window.emit('close', wish);
      if (wish.defaultPrevented) return false;
      const closed = new Promise<void>((resolve) => window.#onClosed.push(resolve));
      window.#page.close();
      await closed;
      return true;
    };
  }

  #blur(): void {
    if (focusedId !== this.id) return;
    focusedId = 0;
    this.emit('blur', preventable({}));
  }

  #readyToShow(): void {
    if (this.#painted) return;
    this.#painted = true;
    this.emit('ready-to-show', preventable({}));
  }

  #resized(): void {
    const { width, height } = this.getBounds();
    this.#page.resize(width, height);
    this.emit('resize', preventable({}));
  }

  #wasClosed(told: () => void): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    forgetPage(this.#page);
    open.delete(this.id);
    this.#blur();
    told();
    this.emit('closed', preventable({}));
    for (const resolve of this.#onClosed.splice(0)) resolve();
    if (open.size > 0 || appLink.isQuitting()) return;
    audit('lifecycle', 'window-all-closed');
    appLink.tell('window-all-closed', preventable({}));
  }
}

const sealed = (window: BrowserWindowStandIn): BrowserWindow =>
  seal(window, 'BrowserWindow') as unknown as BrowserWindow;

export const BrowserWindowClass = sealClass(BrowserWindowStandIn, 'BrowserWindow');

/** Resolves false as soon as one refuses. */
export async function closeAllWindows(): Promise<boolean> {
  for (const window of [...open.values()]) if (!(await closing(window))) return false;
  return true;
}

export function destroyAllWindows(): void {
  for (const window of open.values()) window.destroy();
}

export const openPages = (): WindowPage[] => [...open.values()].map(pageOf);

export function contentsOfPage(page: WindowPage): WebContentsStandIn | null {
  for (const window of open.values()) if (pageOf(window) === page) return contentsOf(window);
  return null;
}

/** `webContents`, the export. */
export const webContentsExport = {
  getAllWebContents: (): WebContents[] => [...open.values()].map(({ webContents }) => webContents),
  fromId: (id: number): WebContents | undefined =>
    [...open.values()].map(({ webContents }) => webContents).find((contents) => contents.id === id),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    [...open.values()].find((window) => pageOf(window).targetId === targetId)?.webContents,
};
