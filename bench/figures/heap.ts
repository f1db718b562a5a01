import type { Page } from '@playwright/test';
import { note } from '../stage/stage.ts';

const MIB = 2 ** 20;

interface Usage {
  usedSize: number;
  /** Of buffers, which lie beside the heap. */
  backingStorageSize?: number;
}

/** Bytes of a page and its workers, heap and buffers, after a collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const own = bytesOf((await session.send('Runtime.getHeapUsage')) as Usage);
  let workers = 0;
  const targets = new Targets(await page.context().newCDPSession(page));
  for (const ask of await targets.workers()) {
    await ask('HeapProfiler.collectGarbage');
    workers += bytesOf((await ask('Runtime.getHeapUsage')) as Usage);
  }
  note(`page ${(own / MIB).toFixed(0)} MiB, workers ${(workers / MIB).toFixed(0)} MiB`);
  if (workers === 0) throw new Error('the engine lives in a worker, but there is none');
  return own + workers;
}

const bytesOf = ({ usedSize, backingStorageSize = 0 }: Usage): number => usedSize + backingStorageSize;

type Ask = (method: string) => Promise<unknown>;
type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

/** Workers have debuggers of their own, which are spoken to through the page's. */
class Targets {
  readonly #session: Session;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #last = 0;

  constructor(session: Session) {
    this.#session = session;
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  async workers(): Promise<Ask[]> {
    const found: Ask[] = [];
    this.#session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') found.push((method) => this.#ask(sessionId, method));
    });
    const options = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
    await this.#session.send('Target.setAutoAttach', options);
    return found;
  }

  #ask(sessionId: string, method: string): Promise<unknown> {
    const id = ++this.#last;
    const answer = new Promise<unknown>((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify({ id, method });
    return this.#session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer);
  }
}
