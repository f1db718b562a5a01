import type { CallName, EventName } from './channels.ts';
import type { CallRequest, CallResponse, EventPayload } from './contract.ts';

type Call<C extends CallName> =
  CallRequest<C> extends undefined
    ? () => Promise<CallResponse<C>>
    : (request: CallRequest<C>) => Promise<CallResponse<C>>;

/** @returns how to stop listening */
type Listen<E extends EventName> = (listener: (payload: EventPayload<E>) => void) => () => void;

/** `window.desktop`: everything that the page can reach of the machine. */
export interface DesktopBridge {
  readonly readStart: Call<'start.read'>;
  readonly chooseServer: Call<'server.choose'>;
  readonly writeSetting: Call<'settings.write'>;
  readonly readSecret: Call<'vault.read'>;
  readonly writeSecret: Call<'vault.write'>;
  readonly removeSecret: Call<'vault.remove'>;
  readonly readJournal: Call<'journal.read'>;
  readonly writeJournal: Call<'journal.write'>;
  readonly saveFile: Call<'files.save'>;
  readonly openFile: Call<'files.open'>;
  readonly showNotification: Call<'notifications.show'>;
  readonly takeLink: Call<'links.take'>;
  readonly openExternal: Call<'links.openExternal'>;
  readonly showSyncState: Call<'sync.show'>;
  readonly printPage: Call<'page.print'>;
  readonly readUpdate: Call<'updates.read'>;
  readonly installUpdate: Call<'updates.install'>;
  readonly readLog: Call<'log.read'>;
  readonly onLink: Listen<'links.arrived'>;
  readonly onResume: Listen<'power.resumed'>;
  readonly onUpdate: Listen<'updates.changed'>;
}
