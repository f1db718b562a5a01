/** Which IndexedDB to use where the global one is not the right one: the part of Dexie's options we know. */
export interface StorageOptions {
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}
