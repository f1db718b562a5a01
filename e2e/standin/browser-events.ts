import { audit } from './audit.ts';
import type { Chromium } from './chromium.ts';
import type { WindowPage } from './window-page.ts';

export interface TargetsParts {
  pages(): Iterable<WindowPage>;
  /** A page that the application did not open, with what its opener asked for. */
  popup(targetId: string, opener: WindowPage | null, url: string): void;
}

/**
 * Takes hold of every page at its start: ours is set up and let go, any other one is a popup, which this
 * application's handler denies, and is closed.
 */
export async function watchTargets({ cdp }: Chromium, { pages, popup }: TargetsParts): Promise<void> {
  const { root } = cdp;
  const pageOf = (targetId: string): WindowPage | null =>
    [...pages()].find((page) => page.targetId === targetId) ?? null;
  const sessions = new Map<string, string>();
  root.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }) => {
    const session = cdp.session(sessionId);
    sessions.set(targetInfo.targetId, sessionId);
    const release = (): void => {
      if (waitingForDebugger) void session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
    };
    if (targetInfo.type !== 'page') return release();
    // Chromium tells of the page before it answers that it has made it; the next turn knows whose it is.
    void root.send('Target.getTargetInfo', { targetId: targetInfo.targetId }).then(
      ({ targetInfo: { targetId, openerId, url } }) => {
        const own = pageOf(targetId);
        if (own !== null) {
          own.setUp(targetId, session).catch((error: unknown) => audit('protocol-error', String(error)));
          return;
        }
        popup(targetId, openerId === undefined ? null : pageOf(openerId), url);
        // Let go first: a page that Chromium holds at its start holds its opener, and neither can be closed.
        release();
        void root.send('Target.closeTarget', { targetId }).catch(() => undefined);
      },
      () => undefined,
    );
  });
  root.on('Target.targetCrashed', ({ targetId, status }) => {
    cdp.abandon(sessions.get(targetId) ?? '');
    pageOf(targetId)?.gone(status === 'killed' ? 'killed' : 'crashed');
  });
  root.on('Target.targetDestroyed', ({ targetId }) => {
    cdp.abandon(sessions.get(targetId) ?? '');
    sessions.delete(targetId);
    pageOf(targetId)?.closed();
  });
  await root.send('Target.setDiscoverTargets', { discover: true });
  await root.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}
