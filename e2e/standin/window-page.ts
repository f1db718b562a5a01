import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { toChromium, toElectron } from './address.ts';
import { audit } from './audit.ts';
import type { CdpSession } from './cdp.ts';
import type { Chromium } from './chromium.ts';
import type { FromPage, ToPage } from './page/isolated-world.ts';
import { PageFrames, type PageFrame } from './page-frames.ts';
import { isolatedWorldScript, mainWorldScript, nodeCodec, PRELOAD_WORLD } from './page/scripts.ts';

/** Headless Chromium counts a toolbar that nobody sees as part of a window. */
const TOOLBAR_HEIGHT = 87;

export interface Invocation {
  channel: string;
  args: unknown[];
  /** From Chromium's own account of which frame the script runs in. */
  frame: PageFrame;
}

export interface PageListener {
  loaded(): void;
  navigated(url: string): void;
  gone(reason: 'crashed' | 'killed'): void;
  closed(): void;
  invoked(invocation: Invocation): Promise<unknown>;
}

/** The page of one window in Chromium. Calls are sent one after the other, in the order in which they were made. */
export class WindowPage {
  readonly #chromium: Chromium;
  readonly #listener: PageListener;
  readonly #preload: string | null;
  readonly #names = randomNames();
  readonly #frames = new PageFrames();
  /** Documents that the application itself has this page load, each until Chromium asks for it. */
  readonly #ordered: string[] = [];
  readonly #ready: Promise<CdpSession>;
  #settleReady: (session: CdpSession) => void = () => undefined;
  #last: Promise<unknown>;
  #targetId: string | null = null;
  #processId = 0;
  #title = '';
  #onLoaded: (() => void)[] = [];

  constructor(
    chromium: Chromium,
    size: { width: number; height: number; x: number; y: number },
    preload: string | null,
    listener: PageListener,
  ) {
    this.#chromium = chromium;
    this.#listener = listener;
    this.#preload = preload;
    this.#ready = new Promise((resolve) => (this.#settleReady = resolve));
    this.#last = this.#open(size);
  }

  get targetId(): string | null {
    return this.#targetId;
  }

  /** What the document calls itself. */
  get title(): string {
    return this.#title;
  }

  /** The process that draws this page; 0 before it is loaded. */
  get processId(): number {
    return this.#processId;
  }

  resize(width: number, height: number): void {
    this.order(async (session) => {
      const { windowId } = await session.send('Browser.getWindowForTarget');
      await session.send('Browser.setWindowBounds', {
        windowId,
        bounds: { width, height: height + TOOLBAR_HEIGHT },
      });
    });
  }

  /** Called once, while Chromium holds the page at its start. */
  async setUp(targetId: string, session: CdpSession): Promise<void> {
    this.#targetId = targetId;
    this.#frames.watch(targetId, session, (url) => this.#listener.navigated(toElectron(url)));
    this.#listen(session);
    const preload = this.#preload === null ? null : readFileSync(this.#preload, 'utf8');
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Performance.enable', { timeDomain: 'timeTicks' }),
      session.send('Runtime.addBinding', {
        name: this.#names.binding,
        executionContextName: PRELOAD_WORLD,
      }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(this.#names) }),
      ...(preload === null
        ? []
        : [
            session.send('Page.addScriptToEvaluateOnNewDocument', {
              source: isolatedWorldScript(this.#names, preload),
              worldName: PRELOAD_WORLD,
            }),
          ]),
    ]);
    await session.send('Runtime.runIfWaitingForDebugger');
    this.#settleReady(session);
  }

  /** Runs when all that was asked of this page before has been done. */
  inTurn<T>(work: (session: CdpSession) => Promise<T>): Promise<T> {
    const done = this.#last.then(() => this.#ready).then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** As `inTurn`, for what nobody waits for. */
  order(work: (session: CdpSession) => Promise<unknown>): void {
    this.inTurn(work).catch((error: unknown) => {
      // A page that has crashed or was closed needs it no more.
      if (!/has crashed|Chromium is gone|not found/.test(String(error)))
        audit('protocol-error', String(error));
    });
  }

  /** @throws as Electron does where the page cannot be had */
  async load(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => this.#onLoaded.push(resolve));
    const address = toChromium(url);
    const { errorText } = await this.inTurn((session) => {
      this.#ordered.push(withoutHash(address));
      return session.send('Page.navigate', { url: address });
    });
    if (errorText !== undefined) throw new Error(`${errorText.replace('net::', '')} (-2) loading '${url}'`);
    await loaded;
  }

  send(channel: string, args: unknown[]): void {
    const text = nodeCodec.encode(args);
    this.order((session) =>
      this.#toPage(session, this.#frames.mainContext(), { kind: 'message', channel, args: text }),
    );
  }

  /** Whether a document that Chromium asks for is one that the application loads; true once for each. */
  takeOrdered(url: string): boolean {
    const at = this.#ordered.indexOf(withoutHash(url));
    if (at >= 0) this.#ordered.splice(at, 1);
    return at >= 0;
  }

  close(): void {
    this.order(async () => {
      if (this.#targetId !== null)
        await this.#chromium.cdp.root.send('Target.closeTarget', { targetId: this.#targetId });
    });
  }

  gone(reason: 'crashed' | 'killed'): void {
    this.#frames.forgetContexts();
    this.#listener.gone(reason);
  }

  closed(): void {
    this.#listener.closed();
  }

  async #open({
    width,
    height,
    x,
    y,
  }: {
    width: number;
    height: number;
    x: number;
    y: number;
  }): Promise<void> {
    const { targetId } = await this.#chromium.cdp.root.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      left: x,
      top: y,
      width,
      height: height + TOOLBAR_HEIGHT,
    });
    this.#targetId = targetId;
  }

  #listen(session: CdpSession): void {
    session.on('Page.loadEventFired', () => {
      this.#listener.loaded();
      for (const told of this.#onLoaded.splice(0)) told();
      void this.#findProcess(session).catch(() => undefined);
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#names.binding)
        void this.#heard(session, executionContextId, JSON.parse(payload) as FromPage);
    });
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) =>
      audit('page-exception', text, exception?.description ?? exception?.value),
    );
  }

  /** Chromium names no process of a page; the page's own account of its work tells which one it is. */
  async #findProcess(session: CdpSession): Promise<void> {
    const [{ metrics }, { processInfo }] = await Promise.all([
      session.send('Performance.getMetrics'),
      this.#chromium.cdp.root.send('SystemInfo.getProcessInfo'),
    ]);
    const worked = metrics.find(({ name }) => name === 'ProcessTime')?.value ?? 0;
    const [nearest] = processInfo
      .filter(({ type }) => type === 'renderer')
      .sort((one, other) => Math.abs(one.cpuTime - worked) - Math.abs(other.cpuTime - worked));
    this.#processId = nearest?.id ?? 0;
  }

  async #heard(session: CdpSession, contextId: number, message: FromPage): Promise<void> {
    if (message.kind === 'title') {
      this.#title = message.title;
      return;
    }
    if (message.kind === 'preload-error') return audit('preload-error', message.message);
    const frame = this.#frames.ofContext(contextId);
    if (frame === null) return audit('preload-error', `a call of ${message.channel} from no frame`);
    const { id, channel } = message;
    try {
      const args = nodeCodec.decode(message.args) as unknown[];
      const value = nodeCodec.encode(await this.#listener.invoked({ channel, args, frame }));
      await this.#toPage(session, contextId, { kind: 'answer', id, value });
    } catch (error) {
      const text = `Error invoking remote method '${channel}': ${String(error)}`;
      await this.#toPage(session, contextId, { kind: 'refusal', id, message: text });
    }
  }

  /** A page that is gone hears nothing, as in Electron. */
  async #toPage(session: CdpSession, contextId: number | null, message: ToPage): Promise<void> {
    if (contextId === null) return;
    const text = JSON.stringify(JSON.stringify(message));
    await session
      .send('Runtime.evaluate', {
        expression: `globalThis[${JSON.stringify(this.#names.receiver)}](${text})`,
        contextId,
      })
      .catch(() => undefined);
  }
}

const withoutHash = (url: string): string => url.replace(/#.*$/, '');

/** Names that no page can guess. */
function randomNames() {
  const name = (): string => `standIn${randomUUID().replaceAll('-', '')}`;
  return { binding: name(), receiver: name(), events: name() };
}
