import { existsSync } from 'node:fs';
import { stat, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { app, dialog } from 'electron';
import type { BrowserWindow, FileFilter, MessageBoxOptions } from 'electron';
import type { CallRequest, FileKind, OpenResult, SaveResult } from '../../shared/ipc/contract.ts';
import { writeDurably } from './durable-file.ts';
import { fileTrouble } from './file-trouble.ts';
import type { FileTrouble } from './file-trouble.ts';
import type { Words } from './words.ts';

const ENDINGS: Readonly<Record<FileKind, string>> = {
  workbook: 'xlsx',
  csv: 'csv',
  image: 'png',
  json: 'json',
};

export interface FilesParts {
  window(): BrowserWindow | null;
  words(): Words;
  /** Where the person saved or opened last; null before that. */
  lastFolder(): string | null;
  rememberFolder(folder: string): void;
  /** Runs what must not be cut off by the end of the application. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  /** Told of failures without the name of the file, which may be a customer's. */
  log(message: string): void;
}

/**
 * Files that the person chooses in the system's own dialogs: the page never names a path. What cannot be written
 * stays here while he is asked for another place.
 */
export class Files {
  readonly #parts: FilesParts;

  constructor(parts: FilesParts) {
    this.#parts = parts;
  }

  async save({ name, kind, bytes }: CallRequest<'files.save'>): Promise<SaveResult> {
    let proposed = join(this.#folder(), withEnding(name, ENDINGS[kind]));
    for (;;) {
      const path = await this.#askWhereTo(proposed, kind);
      if (path === null) return { kind: 'cancelled' };
      const trouble = await this.#attempt(() => writeDurably(path, bytes, 0o644));
      if (trouble === null) {
        this.#parts.rememberFolder(dirname(path));
        return { kind: 'saved', path };
      }
      if (!(await this.#askAgain('notSaved', path, trouble))) return { kind: 'cancelled' };
      proposed = join(app.getPath('documents'), basename(path));
    }
  }

  async open({ kinds, mostBytes }: CallRequest<'files.open'>): Promise<OpenResult> {
    for (;;) {
      const path = await this.#askWhich(kinds);
      if (path === null) return { kind: 'cancelled' };
      let bytes: Uint8Array | null = null;
      const trouble = await this.#attempt(async () => {
        if ((await stat(path)).size > mostBytes)
          throw Object.assign(new Error('too large'), { code: 'EFBIG' });
        bytes = new Uint8Array(await readFile(path));
      });
      if (bytes !== null) {
        this.#parts.rememberFolder(dirname(path));
        return { kind: 'opened', name: basename(path), bytes };
      }
      if (!(await this.#askAgain('notOpened', path, trouble ?? 'other'))) return { kind: 'cancelled' };
    }
  }

  async #attempt(work: () => Promise<void>): Promise<FileTrouble | null> {
    try {
      await this.#parts.whole(work);
      return null;
    } catch (error) {
      const trouble = fileTrouble(error);
      this.#parts.log(`a file was refused: ${trouble} (${codeOf(error)})`);
      return trouble;
    }
  }

  async #askWhereTo(defaultPath: string, kind: FileKind): Promise<string | null> {
    const options = { defaultPath, filters: [this.#filter(kind)] };
    const window = this.#parts.window();
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    if (canceled || filePath === '') return null;
    const whole = withEnding(filePath, ENDINGS[kind]);
    // Nobody was asked whether that file may be replaced.
    return whole !== filePath && existsSync(whole) ? filePath : whole;
  }

  async #askWhich(kinds: readonly FileKind[]): Promise<string | null> {
    const options = {
      defaultPath: this.#folder(),
      filters: kinds.map((kind) => this.#filter(kind)),
      properties: ['openFile' as const],
    };
    const window = this.#parts.window();
    const { canceled, filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return canceled ? null : (filePaths[0] ?? null);
  }

  /** Says what happened; resolves whether the person wants to choose once more. */
  async #askAgain(what: 'notSaved' | 'notOpened', path: string, trouble: FileTrouble): Promise<boolean> {
    const { file } = this.#parts.words();
    const options: MessageBoxOptions = {
      type: 'warning',
      message: file[what](basename(path)),
      detail: file.why[trouble],
      buttons: [what === 'notSaved' ? file.elsewhere : file.another, file.cancel],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    };
    const window = this.#parts.window();
    const { response } = await (window === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(window, options));
    return response === 0;
  }

  #folder(): string {
    return this.#parts.lastFolder() ?? app.getPath('documents');
  }

  #filter(kind: FileKind): FileFilter {
    return { name: this.#parts.words().fileKinds[kind], extensions: [ENDINGS[kind]] };
  }
}

/** Some desktops of Linux leave the ending off. */
const withEnding = (path: string, ending: string): string =>
  extname(path).toLowerCase() === `.${ending}` ? path : `${path}.${ending}`;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code';
