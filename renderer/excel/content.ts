/** What a finished file holds, as the export register says it. */
export interface FileContent {
  /** Headers of its columns. */
  columns: readonly string[];
  rows: number;
}

const contents = new WeakMap<Uint8Array, FileContent>();

/** Whoever makes a file says what it holds; whoever hands it out registers that. */
export const noteContent = (file: Uint8Array, content: FileContent): void => void contents.set(file, content);

/** Null for a file of another maker. */
export const contentOf = (file: Uint8Array): FileContent | null => contents.get(file) ?? null;
