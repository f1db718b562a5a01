import { EventEmitter } from 'node:events';
import type { PrintToPDFOptions, WebContents, WebFrameMain, WebPreferences } from 'electron';
import { toElectron } from '../address.ts';
import { audit, notImplemented } from '../audit.ts';
import { seal } from '../seal.ts';
import type { PageFrame } from '../page-frames.ts';
import type { Invocation, WindowPage } from '../window-page.ts';
import { preventable } from './event.ts';
import { invoke } from './ipc-main.ts';

type WindowOpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

/** One step of zoom, as Chromium counts. */
const ZOOM_BASE = 1.2;
let lastId = 0;

class WebFrameMainStandIn implements Pick<WebFrameMain, 'url' | 'parent'> {
  readonly url: string;
  readonly parent: WebFrameMain | null;

  constructor(frame: PageFrame) {
    this.url = frame.url;
    this.parent = frame.parent === null ? null : sealedFrame(frame.parent);
  }
}

const sealedFrame = (frame: PageFrame): WebFrameMain =>
  seal(new WebFrameMainStandIn(frame), 'WebFrameMain') as WebFrameMain;

export class WebContentsStandIn
  extends EventEmitter
  implements
    Pick<
      WebContents,
      | 'id'
      | 'close'
      | 'executeJavaScript'
      | 'forcefullyCrashRenderer'
      | 'getOSProcessId'
      | 'getURL'
      | 'getZoomLevel'
      | 'isDestroyed'
      | 'loadURL'
      | 'print'
      | 'printToPDF'
      | 'reload'
      | 'send'
      | 'setWindowOpenHandler'
      | 'setZoomLevel'
    >
{
  readonly id = ++lastId;
  readonly #page: WindowPage;
  readonly #preferences: WebPreferences;
  readonly #contentSize: () => { width: number; height: number };
  readonly #onClose: () => void;
  #url = '';
  #zoomLevel = 0;
  #destroyed = false;
  #windowOpenHandler: WindowOpenHandler | null = null;

  constructor(parts: {
    page: WindowPage;
    preferences: WebPreferences;
    contentSize: () => { width: number; height: number };
    onClose: () => void;
  }) {
    super();
    this.#page = parts.page;
    this.#preferences = parts.preferences;
    this.#contentSize = parts.contentSize;
    this.#onClose = parts.onClose;
  }

  getURL(): string {
    return this.#url;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  getZoomLevel(): number {
    return this.#zoomLevel;
  }
  getLastWebPreferences(): WebPreferences {
    return { ...this.#preferences };
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }
  close(): void {
    this.#onClose();
  }
  loadURL(url: string): Promise<void> {
    return this.#page.load(url);
  }
  reload(): void {
    this.#page.order((session) => session.send('Page.reload'));
  }
  send(channel: string, ...args: unknown[]): void {
    this.#page.send(channel, args);
  }

  getOSProcessId(): number {
    return this.#page.processId;
  }
  forcefullyCrashRenderer(): void {
    this.#page.order((session) => session.send('Page.crash'));
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#page.inTurn((session) =>
      session.send('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true }),
    );
    if (exceptionDetails !== undefined) throw new Error(result.description ?? exceptionDetails.text);
    return result.value as unknown;
  }

  /** A smaller viewport with larger pixels: what zoom is to a page. */
  setZoomLevel(level: number): void {
    this.#zoomLevel = level;
    const factor = ZOOM_BASE ** level;
    const { width, height } = this.#contentSize();
    this.#page.order((session) =>
      level === 0
        ? session.send('Emulation.clearDeviceMetricsOverride')
        : session.send('Emulation.setDeviceMetricsOverride', {
            width: Math.round(width / factor),
            height: Math.round(height / factor),
            deviceScaleFactor: factor,
            mobile: false,
          }),
    );
  }

  /** The page is really printed, into nothing: the dialog is the system's. */
  print(options?: unknown, told?: (success: boolean, reason: string) => void): void {
    audit('print', this.#url, options);
    this.#page
      .inTurn((session) => session.send('Page.printToPDF', { printBackground: true }))
      .then(
        ({ data }) => told?.(data.length > 0, ''),
        (error: unknown) => told?.(false, String(error)),
      );
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer<ArrayBuffer>> {
    for (const name of Object.keys(options))
      if (name !== 'printBackground' && name !== 'preferCSSPageSize')
        notImplemented(`the option ${name} of printToPDF`);
    const { printBackground = false, preferCSSPageSize = false } = options;
    const { data } = await this.#page.inTurn((session) =>
      session.send('Page.printToPDF', { printBackground, preferCSSPageSize }),
    );
    return Buffer.from(data, 'base64');
  }

  /** What happens in the page and beside it; a static, so that the application does not see it. */
  static listenerOf(contents: WebContentsStandIn) {
    const tell = (event: string, about: object = {}, ...args: unknown[]): boolean =>
      contents.emit(event, preventable(about), ...args);
    return {
      loaded: (): void => {
        tell('dom-ready');
        tell('did-finish-load');
      },
      navigated: (url: string): void => {
        contents.#url = url;
        tell('did-navigate', {}, url, 200, 'OK');
      },
      gone: (reason: 'crashed' | 'killed'): void => {
        audit('lifecycle', 'render-process-gone', reason);
        tell('render-process-gone', {}, { reason, exitCode: reason === 'killed' ? 9 : 11 });
      },
      closed: (): void => {
        contents.#destroyed = true;
        tell('destroyed');
      },
      invoked: ({ channel, args, frame }: Invocation): Promise<unknown> =>
        invoke(channel, args, {
          sender: seal(contents, 'WebContents') as unknown as WebContents,
          senderFrame: sealedFrame(frame),
          processId: 0,
          frameId: 0,
          type: 'frame',
        }),
    };
  }

  /** @returns false where the application does not let its page go there */
  static mayNavigate(contents: WebContentsStandIn, url: string, redirected: boolean): boolean {
    const about = { url: toElectron(url), isMainFrame: true, isSameDocument: false };
    const events = redirected ? ['will-redirect'] : ['will-frame-navigate', 'will-navigate'];
    return events.every((event) => {
      const wish = preventable(about);
      contents.emit(event, wish, about.url);
      return !wish.defaultPrevented;
    });
  }

  /** Windows that pages open are closed; the application must have said so. */
  static popup(contents: WebContentsStandIn, url: string): void {
    const details = {
      url: toElectron(url),
      frameName: '',
      features: '',
      disposition: 'foreground-tab' as const,
      referrer: { url: '', policy: 'no-referrer' as const },
    };
    const action = contents.#windowOpenHandler?.(details).action ?? 'allow';
    audit('popup', details.url, action);
    if (action !== 'deny') audit('not-implemented', 'a window that a page opens');
  }
}
