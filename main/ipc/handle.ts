import { ipcMain } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { CALL_NAMES } from '../../shared/ipc/channels.ts';
import type { CallName } from '../../shared/ipc/channels.ts';
import type { CallRequest, CallResponse } from '../../shared/ipc/contract.ts';
import { CALLS } from '../../shared/ipc/contract.ts';
import { isOwnAddress } from '../native/page-origin.ts';

type Answer<T> = T | Promise<T>;

/** One handler per call of the contract. */
export type Handlers = { [C in CallName]: (request: CallRequest<C>) => Answer<CallResponse<C>> };

export interface HandleParts {
  window(): BrowserWindow | null;
  log: { warn(message: string): void; error(message: string): void };
}

/** Lets our own page call the handlers, with arguments that have the shape they are said to have. */
export function handleCalls(handlers: Handlers, parts: HandleParts): void {
  for (const name of CALL_NAMES) register(name, handlers[name], parts);
}

function register<C extends CallName>(name: C, handler: Handlers[C], { window, log }: HandleParts): void {
  ipcMain.handle(name, async (event, ...args: unknown[]) => {
    if (!isOurPage(event, window())) {
      log.warn(`${name}: refused, it was not called by our page`);
      throw new Error('refused');
    }
    const request = CALLS[name].request.safeParse(args[0]);
    if (args.length > 1 || !request.success) {
      log.warn(`${name}: refused, its arguments are not of the contract`);
      throw new Error('arguments refused');
    }
    try {
      return await handler(request.data as CallRequest<C>);
    } catch (error) {
      log.error(`${name}: ${error instanceof Error ? error.message : 'failed'}`);
      throw error;
    }
  });
}

/** The top page of our own window, and on our own origin at this moment. */
function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  return (
    window !== null &&
    sender.id === window.webContents.id &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOwnAddress(senderFrame.url)
  );
}
