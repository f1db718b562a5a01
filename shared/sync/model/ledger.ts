import type { ModelDevice } from './device.ts';
import type { Entry } from './outbox.ts';

/** What the simulation remembers of an edit that a person was told is saved. */
export interface SavedEdit {
  uid: string;
  person: string;
  device: ModelDevice;
  type: Entry['type'];
  /** `entity|id` of the row, the field and the value that he must see meanwhile. */
  key: string;
  field: string;
  to: string;
  customerCode: string;
  /** He gave it up, or wrote it anew. */
  dropped: boolean;
  /** A checkpoint has shown its effect. */
  shown: boolean;
  /** The client lost the copy that it keeps of what was acknowledged. */
  copyLost: boolean;
  /** A restored backup has forgotten its effect. */
  undone: boolean;
}

/** Every edit that was ever said to be saved, so that each can be asked for its fate in the end. */
export class Ledger {
  readonly edits = new Map<string, SavedEdit>();

  ofDevice(device: ModelDevice): SavedEdit[] {
    return [...this.edits.values()].filter((edit) => edit.device === device);
  }

  /** The storage of a device is not what it was: what only lived there lives nowhere now. */
  noteLostCopies(device: ModelDevice): void {
    const { outbox, journal } = device;
    for (const edit of this.ofDevice(device)) {
      const kept = outbox.entries.has(edit.uid) || outbox.acknowledged.has(edit.uid) || journal.has(edit.uid);
      if (!kept) edit.copyLost = true;
      // What is sent again from the journal is not shown by any checkpoint yet.
      if (outbox.entries.has(edit.uid)) edit.shown = false;
    }
  }
}
