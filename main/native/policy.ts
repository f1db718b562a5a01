import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isSafeAddress, parseServerAddress } from './server-address.ts';

/**
 * What an administrator decides for all machines that he installs: `policy.json` in the folder `resources` of the
 * program. Sample: `{"serverAddress": "https://desk.example.com", "updateFeed": "https://desk.example.com/updates/"}`.
 */
export interface Policy {
  serverAddress: string | null;
  /** Where new versions lie; null: this copy is updated by other means. */
  updateFeed: string | null;
  /** The language of whoever has not chosen one. */
  language: PolicyLanguage | null;
  /** After so many idle minutes the screen locks; null: each person chooses. */
  lockAfterMinutes: number | null;
  /** Name and number of whoever is signed in, and the time, lie over every screen. */
  watermark: boolean;
  /** The key of what lies here is kept under the password alone, and asked for at every start. */
  passwordAtStart: boolean;
  /** Pictures and recordings of the window show nothing, where the system can do that. */
  contentProtection: boolean;
}

const LANGUAGES = ['zh-CN', 'en-US'] as const;
type PolicyLanguage = (typeof LANGUAGES)[number];

const NONE: Policy = {
  serverAddress: null,
  updateFeed: null,
  language: null,
  lockAfterMinutes: null,
  watermark: false,
  passwordAtStart: false,
  contentProtection: false,
};

const policyFile = z.object({
  serverAddress: z
    .string()
    .refine((text) => parseServerAddress(text).kind === 'address')
    .optional(),
  updateFeed: z.string().refine(isSafeAddress).optional(),
  language: z.enum(LANGUAGES).optional(),
  lockAfterMinutes: z.number().int().min(1).max(60).optional(),
  watermark: z.boolean().optional(),
  passwordAtStart: z.boolean().optional(),
  contentProtection: z.boolean().optional(),
});

/** @param onUnreadable told why, where there is a file that cannot be used; then there is no policy */
export function readPolicy(path: string, onUnreadable: (reason: string) => void): Policy {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onUnreadable(String(error));
    return NONE;
  }
  try {
    const { serverAddress, ...rest } = policyFile.parse(JSON.parse(text));
    const parsed = serverAddress === undefined ? null : parseServerAddress(serverAddress);
    return {
      serverAddress: parsed?.kind === 'address' ? parsed.address : null,
      updateFeed: rest.updateFeed ?? null,
      language: rest.language ?? null,
      lockAfterMinutes: rest.lockAfterMinutes ?? null,
      watermark: rest.watermark ?? false,
      passwordAtStart: rest.passwordAtStart ?? false,
      contentProtection: rest.contentProtection ?? false,
    };
  } catch (error) {
    onUnreadable(error instanceof Error ? error.message : String(error));
    return NONE;
  }
}
