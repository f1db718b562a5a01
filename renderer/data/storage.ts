import type Dexie from 'dexie';

/** Which IndexedDB to use where the global one is not the right one: the part of Dexie's options we know. */
export interface StorageOptions {
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}

/** What may happen to a database while somebody opens it or has it open. */
export interface StorageWatch {
  /** Another window holds an older layout; opening goes on by itself when it lets go. */
  blocked?(): void;
  /** A newer ChannelDesk wants to change the layout: this window has let go. */
  superseded?(): void;
  /** The browser has taken it away: evicted, damaged, deleted. */
  gone?(): void;
}

/** Dexie counts in whole versions, IndexedDB in tenths of them. */
const NATIVE_PER_VERSION = 10;
const LOOK_WITHIN_MS = 3000;

/**
 * Opens a database unless a newer ChannelDesk has written it (SPEC C9). Dexie would open that one as well, and even
 * add tables to it, so it is looked at first.
 * @returns whether the browser says that damaged data were thrown away
 * @throws an error named `VersionError` where the layout is a newer one
 */
export async function openGuarded(
  db: Dexie,
  options: StorageOptions,
  watch: StorageWatch,
): Promise<{ damaged: boolean }> {
  // Behind another window's change of layout even a look has to wait, and nobody is told.
  const waiting = setTimeout(() => watch.blocked?.(), LOOK_WITHIN_MS);
  const { version, damaged } = await look(options.indexedDB ?? indexedDB, db.name).finally(() =>
    clearTimeout(waiting),
  );
  if (version > db.verno * NATIVE_PER_VERSION) throw newerSchema(db.name);
  db.on('blocked', () => watch.blocked?.());
  db.on('versionchange', (event) => {
    db.close({ disableAutoOpen: true });
    if (event.newVersion === null) watch.gone?.();
    else watch.superseded?.();
    // What Dexie would do: the same, with a warning on the console.
    return false;
  });
  await db.open();
  // Only a closing that nobody here asked for; Dexie would then make an empty database at the next question.
  db.backendDB().addEventListener('close', () => {
    db.close({ disableAutoOpen: true });
    watch.gone?.();
  });
  return { damaged };
}

/** The version that is there, 0 for none, without making anything. */
function look(factory: IDBFactory, name: string): Promise<{ version: number; damaged: boolean }> {
  return new Promise((resolve, reject) => {
    let absent: { version: 0; damaged: boolean } | null = null;
    const request = factory.open(name);
    request.onupgradeneeded = (event) => {
      // Chrome's own word on why a database that is asked for is new.
      absent = { version: 0, damaged: 'dataLoss' in event && event.dataLoss === 'total' };
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      resolve({ version, damaged: false });
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (absent !== null) resolve(absent);
      else reject(request.error ?? new Error('the database cannot be opened'));
    };
  });
}

const newerSchema = (name: string): Error =>
  Object.assign(new Error(`a newer version has written ${name}`), { name: 'VersionError' });
