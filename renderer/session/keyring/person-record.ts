import { z } from 'zod';
import type { Platform } from '../../platform/types.ts';
import { sessionStaff } from '../../../shared/api/auth.ts';
import { outboxKey } from '../../../shared/api/outbox-keys.ts';
import { fnv1a32 } from '../../../shared/lib/fnv.ts';
import { passwordCost } from './password-key.ts';

/** Base64 of AES-256-GCM: 12 bytes of iv, then what is sealed. */
const sealed = z.string();

/**
 * What a machine keeps of one person on one server in the clear: nothing of it says anything without his password or
 * the vault.
 */
const personRecord = z.object({
  version: z.literal(1),
  /** The master key under his password; absent until he has typed it here once. */
  password: z.object({ cost: passwordCost, master: sealed }).optional(),
  /** `KeptFacts` under the master key. */
  facts: sealed.optional(),
  /** Nobody comes in without the password, in whatever window. */
  locked: z.boolean().optional(),
  /** Wrong passwords in a row, and until when no other is looked at. */
  failures: z.number().int().min(0).optional(),
  notBefore: z.number().optional(),
});
export type PersonRecord = z.infer<typeof personRecord>;

/** What a start without a network has to know. */
export const keptFacts = z.object({
  staff: sessionStaff,
  /** Of his work, as the server gave them; the newest first. */
  workKeys: z.array(outboxKey),
});
export type KeptFacts = z.infer<typeof keptFacts>;

/** The record of one person among the settings of this machine. Sample of its name: `keys.1c3f09a2.5b0e11d7`. */
export class PersonShelf {
  readonly #settings: Platform['settings'];
  readonly #name: string;

  constructor(settings: Platform['settings'], server: string, staffNo: string) {
    this.#settings = settings;
    const parts = [server, staffNo.trim().toLowerCase()];
    this.#name = `keys.${parts.map((part) => fnv1a32(part).toString(16).padStart(8, '0')).join('.')}`;
  }

  read(): PersonRecord | null {
    return personRecord.safeParse(this.#settings.get(this.#name)).data ?? null;
  }

  write(change: Partial<PersonRecord>): void {
    this.#settings.set(this.#name, { ...(this.read() ?? { version: 1 }), ...change });
  }

  remove(): void {
    this.#settings.set(this.#name, undefined);
  }
}
