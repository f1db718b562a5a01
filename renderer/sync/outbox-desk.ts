import type { OutboxHome } from '../data/outbox/outbox-home.ts';
import type { OutboxKeys } from '../data/outbox/outbox-keys.ts';
import type { ImportedOutbox, OutboxEntry, OutboxExport } from '../data/types.ts';
import { dayOf } from '../../shared/lib/dates.ts';
import { openOutboxFile, sealOutbox } from '../data/outbox/outbox-file.ts';

export interface OutboxDeskParts {
  home: OutboxHome;
  keys: OutboxKeys;
  staffId: string;
  staffNo: string;
  now(): Date;
}

/** Work that leaves this machine, or comes to it, in a file (SPEC C11). */
export class OutboxDesk {
  readonly #parts: OutboxDeskParts;

  constructor(parts: OutboxDeskParts) {
    this.#parts = parts;
  }

  /** @returns null where it was not saved: then nothing counts as exported */
  async export(save: (file: OutboxExport) => Promise<boolean>): Promise<OutboxExport | null> {
    const { home, keys, staffId, staffNo, now } = this.#parts;
    const entries = unsent(await home.list());
    const bytes = await sealOutbox(entries, { staffId, now: now() }, keys);
    const file = {
      fileName: `ChannelDesk-${staffNo}-${dayOf(now())}.json`,
      bytes,
      edits: entries.length,
    };
    if (!(await save(file))) return null;
    await home.rememberExport(entries.map((entry) => entry.uid));
    return file;
  }

  async import(bytes: Uint8Array): Promise<ImportedOutbox> {
    const { home, keys, staffId } = this.#parts;
    const entries = await openOutboxFile(bytes, staffId, keys);
    const taken = await home.takeIn(entries);
    return { taken: taken.length, known: entries.length - taken.length };
  }

  /** Edits that would be lost with this machine: neither the server nor a file has them. */
  async atRisk(): Promise<OutboxEntry[]> {
    const { home } = this.#parts;
    const exported = await home.exported();
    return unsent(await home.list()).filter((entry) => !exported.has(entry.uid));
  }

  /** Nothing more is taken in, unless something is at risk. */
  async giveUp(): Promise<boolean> {
    const { home } = this.#parts;
    const exported = await home.exported();
    return home.giveUp(({ uid, state }) => state === 'acknowledged' || exported.has(uid));
  }
}

const unsent = (entries: readonly OutboxEntry[]): OutboxEntry[] =>
  entries.filter(({ state }) => state !== 'acknowledged');
