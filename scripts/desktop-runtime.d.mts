/** Types of desktop-runtime.mjs, which stays plain JavaScript because it also runs on the Node of the machine. */
export interface Surroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number | undefined;
}

/** Path of the program that starts the runtime. */
export const electronCli: string;

/** Why a window cannot be opened from here, as far as the surroundings tell. */
export function whyNoWindow(here: Surroundings): string | undefined;

/** Fetches the runtime where it is missing; resolves to why the desktop cannot be opened, undefined when it can. */
export function whyNoDesktop(): Promise<string | undefined>;
