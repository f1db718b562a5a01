import { toElectron } from './address.ts';
import type { CdpSession } from './cdp.ts';
import { PRELOAD_WORLD } from './page/scripts.ts';

export interface PageFrame {
  url: string;
  parent: PageFrame | null;
}

/** The frames of a page, and in which of them the preload's world runs, as Chromium tells it. */
export class PageFrames {
  readonly #frames = new Map<string, { url: string; parentId: string | null }>();
  /** Execution contexts of the preload's world: id → frame. */
  readonly #contexts = new Map<number, string>();
  #mainId = '';

  /** @param navigated told of every new document of the page itself */
  watch(mainId: string, session: CdpSession, navigated: (url: string) => void): void {
    this.#mainId = mainId;
    this.#frames.set(mainId, { url: 'about:blank', parentId: null });
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) =>
      this.#frames.set(frameId, { url: '', parentId: parentFrameId }),
    );
    session.on('Page.frameDetached', ({ frameId }) => this.#frames.delete(frameId));
    session.on('Page.frameNavigated', ({ frame: { id, url, parentId = null } }) => {
      this.#frames.set(id, { url, parentId });
      if (parentId === null) navigated(url);
    });
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frames.get(frameId);
      if (frame !== undefined) frame.url = url;
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string };
      if (context.name === PRELOAD_WORLD && frameId !== undefined) this.#contexts.set(context.id, frameId);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.#contexts.delete(executionContextId),
    );
    session.on('Runtime.executionContextsCleared', () => this.forgetContexts());
  }

  forgetContexts(): void {
    this.#contexts.clear();
  }

  /** Of the preload in the page itself; null while a page is being loaded. */
  mainContext(): number | null {
    for (const [context, frameId] of this.#contexts) if (frameId === this.#mainId) return context;
    return null;
  }

  ofContext(contextId: number): PageFrame | null {
    const frameId = this.#contexts.get(contextId);
    return frameId === undefined ? null : this.#frame(frameId);
  }

  #frame(frameId: string): PageFrame | null {
    const frame = this.#frames.get(frameId);
    if (frame === undefined) return null;
    return {
      url: toElectron(frame.url),
      parent: frame.parentId === null ? null : this.#frame(frame.parentId),
    };
  }
}
