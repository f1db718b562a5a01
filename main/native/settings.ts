import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Store from 'electron-store';
import { readSettings } from './settings-file.ts';
import type { SettingsFile } from './settings-file.ts';

const MOST_PAGE_SETTINGS = 500;

/** Settings of this machine, in `settings.json`. A damaged file is kept beside it under another name. */
export class Settings {
  readonly #store: Store<SettingsFile>;
  readonly #log: (message: string) => void;
  readonly #defaults: Readonly<Record<string, string>>;
  #settings: SettingsFile;

  /**
   * @param log told of damage, and of settings that could not be kept
   * @param defaults JSON texts of page settings that hold until the person has chosen otherwise
   */
  constructor(
    folder: string,
    log: (message: string) => void,
    defaults: Readonly<Record<string, string>> = {},
  ) {
    this.#log = log;
    this.#defaults = defaults;
    const path = join(folder, 'settings.json');
    const { settings, damaged } = readSettings(readOr(path, '{}'));
    if (damaged) log(`the settings were damaged; they are kept as ${basename(setAside(path))}`);
    this.#settings = settings;
    this.#store = new Store<SettingsFile>({
      name: 'settings',
      cwd: folder,
      accessPropertiesByDotNotation: false,
      // The text has been read above; where it cannot be read, the library begins with an empty one.
      clearInvalidConfig: true,
    });
    if (damaged || this.#settings.deviceId === undefined) this.#write({ deviceId: this.deviceId });
  }

  /** Stable for this installation. */
  get deviceId(): string {
    return (this.#settings.deviceId ??= randomUUID());
  }

  get<K extends 'serverAddress' | 'window' | 'zoomLevel' | 'lastFolder'>(key: K): SettingsFile[K] {
    return this.#settings[key];
  }

  set(change: Pick<SettingsFile, 'serverAddress' | 'window' | 'zoomLevel' | 'lastFolder'>): void {
    this.#write(change);
  }

  /** What the page keeps: JSON texts by key. */
  get page(): Readonly<Record<string, string>> {
    return { ...this.#defaults, ...this.#settings.page };
  }

  /** The value of a page's setting; undefined where it has none or it is no JSON. */
  pageValue(key: string): unknown {
    try {
      return JSON.parse(this.page[key] ?? '');
    } catch {
      return undefined;
    }
  }

  /** @throws where there are too many already */
  setPage(key: string, text: string | null): void {
    const { [key]: _old, ...others } = this.#settings.page ?? {};
    const page = text === null ? others : { ...others, [key]: text };
    if (Object.keys(page).length > MOST_PAGE_SETTINGS) throw new Error('too many settings');
    this.#write({ page });
  }

  #write(change: SettingsFile): void {
    this.#settings = { ...this.#settings, ...change };
    try {
      this.#store.store = this.#settings;
    } catch (error) {
      // They hold until the application ends; nothing that a person wrote is among them.
      this.#log(`settings were not kept: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

/** @returns the path of the copy */
function setAside(path: string): string {
  const copy = path.replace(/\.json$/, `.damaged-${new Date().toISOString().replace(/\D/g, '')}.json`);
  copyFileSync(path, copy);
  return copy;
}
