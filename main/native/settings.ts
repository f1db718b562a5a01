import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Store from 'electron-store';
import { messageOf } from '../../shared/lib/errors.ts';
import { readPatiently } from './patient-read.ts';
import { jsonValue, readSettings } from './settings-file.ts';
import type { SettingsFile } from './settings-file.ts';

const MOST_PAGE_SETTINGS = 500;

/** How the file is reached. */
export interface SettingsDisk {
  read(path: string): Buffer | null;
  /** @returns the path of the copy */
  setAside(path: string): string;
}

/**
 * Settings of this machine, in `settings.json`. A damaged file is kept beside it under another name. One that cannot
 * be read now, or not be kept beside, is never written over: the sign-ins of everybody here hang on it. Then what is
 * set holds until the application ends.
 */
export class Settings {
  readonly #folder: string;
  readonly #log: (message: string) => void;
  readonly #defaults: Readonly<Record<string, string>>;
  readonly #mayWrite: boolean;
  #store: Store<SettingsFile> | null = null;
  #settings: SettingsFile;

  /**
   * @param log told of damage, and of settings that could not be kept
   * @param defaults JSON texts of page settings that hold until the person has chosen otherwise
   */
  constructor(
    folder: string,
    log: (message: string) => void,
    defaults: Readonly<Record<string, string>> = {},
    disk: Partial<SettingsDisk> = {},
  ) {
    this.#folder = folder;
    this.#log = log;
    this.#defaults = defaults;
    const { settings, damaged, mayWrite } = firstRead(join(folder, 'settings.json'), log, {
      read: readPatiently,
      setAside: copyBeside,
      ...disk,
    });
    this.#settings = settings;
    this.#mayWrite = mayWrite;
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
    return jsonValue(this.page[key]);
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
    if (!this.#mayWrite) return;
    try {
      this.#store ??= new Store<SettingsFile>({
        name: 'settings',
        cwd: this.#folder,
        accessPropertiesByDotNotation: false,
        // The text has been read above; where it cannot be read, the library begins with an empty one.
        clearInvalidConfig: true,
      });
      this.#store.store = this.#settings;
    } catch (error) {
      // They hold until the application ends; nothing that a person wrote is among them.
      this.#log(`settings were not kept: ${messageOf(error)}`);
    }
  }
}

function firstRead(
  path: string,
  log: (message: string) => void,
  { read, setAside }: SettingsDisk,
): { settings: SettingsFile; damaged: boolean; mayWrite: boolean } {
  let text: string;
  try {
    text = read(path)?.toString('utf8') ?? '{}';
  } catch (error) {
    log(`the settings cannot be read and are left as they are: ${codeOf(error)}`);
    return { settings: {}, damaged: false, mayWrite: false };
  }
  const { settings, damaged } = readSettings(text);
  if (!damaged) return { settings, damaged, mayWrite: true };
  try {
    log(`the settings were damaged; they are kept as ${basename(setAside(path))}`);
    return { settings, damaged, mayWrite: true };
  } catch (error) {
    log(`the settings are damaged, cannot be kept beside, and are left as they are: ${codeOf(error)}`);
    return { settings, damaged, mayWrite: false };
  }
}

/** Without the path that the message names: somebody's name is in it. */
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

function copyBeside(path: string): string {
  const copy = path.replace(/\.json$/, `.damaged-${new Date().toISOString().replace(/\D/g, '')}.json`);
  copyFileSync(path, copy);
  return copy;
}
