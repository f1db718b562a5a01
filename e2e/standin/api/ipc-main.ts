import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { audit } from '../audit.ts';
import { seal } from '../seal.ts';

type Handler = Parameters<IpcMain['handle']>[1];

const handlers = new Map<string, Handler>();

class IpcMainStandIn extends EventEmitter implements Pick<IpcMain, 'handle' | 'removeHandler'> {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

export const ipcMain = seal(new IpcMainStandIn(), 'IpcMain');

export async function invoke(
  channel: string,
  args: unknown[],
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame' | 'processId' | 'frameId' | 'type'>,
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) {
    audit('unhandled-ipc', channel);
    throw new Error(`No handler registered for '${channel}'`);
  }
  return (await handler(event as IpcMainInvokeEvent, ...args)) as unknown;
}
