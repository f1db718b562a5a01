import { stat, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { app, dialog } from 'electron';
import type { BrowserWindow, FileFilter } from 'electron';
import type { CallRequest, FileKind, OpenResult, SaveResult } from '../../shared/ipc/contract.ts';
import { writeDurably } from './durable-file.ts';
import { fileTrouble } from './file-trouble.ts';
import type { Words } from './words.ts';

const ENDINGS: Readonly<Record<FileKind, string[]>> = {
  workbook: ['xlsx'],
  csv: ['csv'],
  image: ['png'],
  json: ['json'],
};

export interface FilesParts {
  window(): BrowserWindow | null;
  words(): Words;
  /** Where the person saved or opened last; null before that. */
  lastFolder(): string | null;
  rememberFolder(folder: string): void;
  /** Failures, without the name of the file: it may be a customer's. */
  log(message: string): void;
}

/** Files that the person chooses in the system's own dialogs: the page never names a path. */
export class Files {
  readonly #parts: FilesParts;

  constructor(parts: FilesParts) {
    this.#parts = parts;
  }

  async save({ name, kind, bytes }: CallRequest<'files.save'>): Promise<SaveResult> {
    const ending = ENDINGS[kind][0] ?? '';
    const proposed = extname(name).toLowerCase() === `.${ending}` ? name : `${name}.${ending}`;
    const options = {
      defaultPath: join(this.#folder(), proposed),
      filters: [this.#filter(kind)],
    };
    const window = this.#parts.window();
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    if (canceled || filePath === '') return { kind: 'cancelled' };
    try {
      await writeDurably(filePath, bytes, 0o644);
    } catch (error) {
      const trouble = fileTrouble(error);
      this.#parts.log(`a file could not be saved: ${trouble} (${codeOf(error)})`);
      return { kind: 'failed', path: filePath, trouble };
    }
    this.#parts.rememberFolder(dirname(filePath));
    return { kind: 'saved', path: filePath };
  }

  async open({ kinds, mostBytes }: CallRequest<'files.open'>): Promise<OpenResult> {
    const options = {
      defaultPath: this.#folder(),
      filters: kinds.map((kind) => this.#filter(kind)),
      properties: ['openFile' as const],
    };
    const window = this.#parts.window();
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    const path = filePaths[0];
    if (canceled || path === undefined) return { kind: 'cancelled' };
    try {
      if ((await stat(path)).size > mostBytes) return { kind: 'failed', path, trouble: 'tooLarge' };
      const bytes = await readFile(path);
      this.#parts.rememberFolder(dirname(path));
      return { kind: 'opened', name: basename(path), bytes: new Uint8Array(bytes) };
    } catch (error) {
      const trouble = fileTrouble(error);
      this.#parts.log(`a file could not be opened: ${trouble} (${codeOf(error)})`);
      return { kind: 'failed', path, trouble };
    }
  }

  #folder(): string {
    return this.#parts.lastFolder() ?? app.getPath('documents');
  }

  #filter(kind: FileKind): FileFilter {
    return { name: this.#parts.words().fileKinds[kind], extensions: ENDINGS[kind] };
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code';
