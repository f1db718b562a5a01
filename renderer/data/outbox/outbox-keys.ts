import type { OutboxKey } from '../../../shared/api/outbox-keys.ts';

/** Keys of the person who is signed in. They are the server's to give; this machine keeps a copy of its own. */
export interface OutboxKeys {
  /** The key of this machine. @throws where it is neither kept here nor to be had from the server now */
  current(): Promise<OutboxKey>;
  /** null: this person has no key of that name on this server. @throws as above */
  byId(keyId: string): Promise<OutboxKey | null>;
  /** Takes the copy off this machine. */
  forget(): Promise<void>;
}
