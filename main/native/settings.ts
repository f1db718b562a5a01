import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { z } from 'zod';
import { MOST_SETTING_CHARACTERS, settingKey } from '../../shared/ipc/contract.ts';
import { parseServerAddress } from './server-address.ts';

const whole = z.number().int();
const windowPlace = z.object({
  x: whole,
  y: whole,
  width: whole.positive(),
  height: whole.positive(),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlace>;

const FIELDS = {
  deviceId: z.uuid(),
  serverAddress: z.string().refine((text) => parseServerAddress(text).kind === 'address'),
  window: windowPlace,
  zoomLevel: z.number().min(-4).max(4),
  lastFolder: z.string().max(4096),
  /** What the page keeps here: JSON texts by key. */
  page: z.record(settingKey, z.string().max(MOST_SETTING_CHARACTERS)),
};
const settingsFile = z.object(FIELDS).partial();
type SettingsFile = z.infer<typeof settingsFile>;

const MOST_PAGE_SETTINGS = 500;

/** Reads what a settings file says; `damaged` where anything had to be left out. */
export function readSettings(text: string): { settings: SettingsFile; damaged: boolean } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { settings: {}, damaged: true };
  }
  const whole = settingsFile.safeParse(parsed);
  if (whole.success) return { settings: whole.data, damaged: false };
  if (typeof parsed !== 'object' || parsed === null) return { settings: {}, damaged: true };
  // One bad field must not cost the others: the device's id is how the server knows this machine.
  const entries = Object.entries(parsed).filter(
    ([name, value]) => name in FIELDS && FIELDS[name as keyof typeof FIELDS].safeParse(value).success,
  );
  return { settings: settingsFile.parse(Object.fromEntries(entries)), damaged: true };
}

/** Settings of this machine, in `settings.json`. A damaged file is kept beside it under another name. */
export class Settings {
  readonly #store: Store<SettingsFile>;
  #settings: SettingsFile;

  /** @param onDamaged told where the damaged file has been put */
  constructor(folder: string, onDamaged: (keptAs: string) => void) {
    const path = join(folder, 'settings.json');
    const { settings, damaged } = readSettings(readOr(path, '{}'));
    if (damaged) onDamaged(setAside(path));
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
    return this.#settings.page ?? {};
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
    const { [key]: _old, ...others } = this.page;
    const page = text === null ? others : { ...others, [key]: text };
    if (Object.keys(page).length > MOST_PAGE_SETTINGS) throw new Error('too many settings');
    this.#write({ page });
  }

  #write(change: SettingsFile): void {
    this.#settings = { ...this.#settings, ...change };
    this.#store.store = this.#settings;
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
