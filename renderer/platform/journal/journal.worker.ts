import { messageOf } from '../../../shared/lib/errors.ts';
import type { JournalAnswer, JournalRequest } from './browser-journal.ts';
import type { FileFolder, OpenFile } from './journal-files.ts';
import { JournalFiles } from './journal-files.ts';

/** What this file uses of the worker's own scope; the compiler knows the window's names here. */
interface WorkerScope {
  postMessage(message: JournalAnswer): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent<JournalRequest>) => void): void;
}
interface AccessHandles {
  createSyncAccessHandle(): Promise<OpenFile>;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener('message', (event) => void answer(event.data));

async function answer({ request, scope: person, records }: JournalRequest): Promise<void> {
  try {
    // Windows of one browser share the files; one at a time may have them open.
    const value = await navigator.locks.request(`channeldesk-journal-${person}`, async () => {
      const files = new JournalFiles(await originFolder(), person);
      return records === null ? await files.read() : await files.write(records);
    });
    scope.postMessage({ request, value: value ?? null });
  } catch (error) {
    scope.postMessage({ request, failure: messageOf(error) });
  }
}

async function originFolder(): Promise<FileFolder> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('channeldesk-journal', { create: true });
  return {
    names: async () => {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    },
    open: async (name) => {
      const handle = await folder.getFileHandle(name, { create: true });
      return (handle as unknown as AccessHandles).createSyncAccessHandle();
    },
    remove: (name) => folder.removeEntry(name),
  };
}
