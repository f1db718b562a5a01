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
export type SettingsFile = z.infer<typeof settingsFile>;

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

/** The value of a page's setting; undefined where there is none or it is no JSON. */
export function jsonValue(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** The language that a person chose, where the settings themselves are not there to be asked. */
export const chosenLanguage = (text: string): unknown =>
  jsonValue(readSettings(text).settings.page?.['language']);
