import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '../../shared/ipc/bridge.ts';
import type { CallName, EventName } from '../../shared/ipc/channels.ts';
import type { CallRequest, CallResponse, EventPayload } from '../../shared/ipc/contract.ts';

/** One named function per call: the page cannot choose a channel. */
const call =
  <C extends CallName>(name: C) =>
  (request?: CallRequest<C>): Promise<CallResponse<C>> =>
    ipcRenderer.invoke(name, request) as Promise<CallResponse<C>>;

const listen =
  <E extends EventName>(name: E) =>
  (listener: (payload: EventPayload<E>) => void): (() => void) => {
    const heard = (_event: unknown, payload: EventPayload<E>): void => listener(payload);
    ipcRenderer.on(name, heard);
    return () => {
      ipcRenderer.removeListener(name, heard);
    };
  };

const bridge = {
  readStart: call('start.read'),
  chooseServer: call('server.choose'),
  writeSetting: call('settings.write'),
  readSecret: call('vault.read'),
  writeSecret: call('vault.write'),
  removeSecret: call('vault.remove'),
  readJournal: call('journal.read'),
  writeJournal: call('journal.write'),
  saveFile: call('files.save'),
  openFile: call('files.open'),
  showNotification: call('notifications.show'),
  takeLink: call('links.take'),
  openExternal: call('links.openExternal'),
  showSyncState: call('sync.show'),
  printPage: call('page.print'),
  readUpdate: call('updates.read'),
  installUpdate: call('updates.install'),
  readLog: call('log.read'),
  onLink: listen('links.arrived'),
  onResume: listen('power.resumed'),
  onUpdate: listen('updates.changed'),
} satisfies DesktopBridge;

contextBridge.exposeInMainWorld('desktop', bridge);
