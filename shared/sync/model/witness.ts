import type { ModelDevice } from './device.ts';
import type { Ledger } from './ledger.ts';
import type { PullAnswer } from './messages.ts';
import type { Holds } from './rules.ts';
import type { ModelServer } from './server.ts';
import { BrokenPromise, checkCheckpoint, checkEditsAreSeen, checkEffects } from './checks.ts';
import { checkNobodyVanished } from './checks.ts';
import { keyOf } from './messages.ts';

/** What one device had at its last checkpoint, and after which event of the server that was. */
interface Held {
  codes: string[];
  at: number;
}

/** Sees everything at once, as nobody in the field can, and speaks up when a promise is broken. */
export class Witness {
  checkpoints = 0;
  readonly #server: ModelServer;
  readonly #ledger: Ledger;
  readonly #holds: Holds;
  /** Buckets in which rows were lost: there a mismatch is the point. */
  readonly #rotten = new Map<ModelDevice, Set<string>>();
  readonly #held = new Map<ModelDevice, Held>();
  /** `person|code` to the last event at which he could not see that customer. */
  readonly #outside = new Map<string, number>();
  #seenEvents = -1;

  constructor(server: ModelServer, ledger: Ledger, holds: Holds) {
    this.#server = server;
    this.#ledger = ledger;
    this.#holds = holds;
  }

  /** After every step. */
  look(devices: readonly ModelDevice[], codes: readonly string[]): void {
    if (this.#server.events !== this.#seenEvents) {
      this.#watchScopes(new Set(devices.map(({ person }) => person)), codes);
      checkEffects(this.#server, this.#ledger);
    }
    for (const device of devices) {
      checkNobodyVanished(device, this.#stillHeld(device));
      checkEditsAreSeen(device, this.#ledger.ofDevice(device));
    }
  }

  /** The storage of a device was lost, or is another one: nothing that it showed counts any more. */
  storageChanged(device: ModelDevice): void {
    this.#held.delete(device);
    this.#ledger.noteLostCopies(device);
  }

  /** A row has vanished behind everybody's back. */
  rotted(device: ModelDevice, key: string, bucket: string): void {
    const rotten = this.#rotten.get(device) ?? new Set();
    this.#rotten.set(device, rotten.add(bucket));
    const held = this.#held.get(device);
    if (held) held.codes = held.codes.filter((code) => keyOf('customer', code) !== key);
  }

  /** People can always write (SPEC C9). */
  refusedToWrite(device: ModelDevice): void {
    throw new BrokenPromise(`${device.name} refused to take an edit`);
  }

  checkpoint(device: ModelDevice, answer: PullAnswer, mismatched: readonly string[]): void {
    const rotten = this.#rotten.get(device);
    const odd = mismatched.find((bucket) => !rotten?.has(bucket));
    if (odd) throw new BrokenPromise(`${device.name}: ${odd} does not agree, and nothing was lost`);
    if (mismatched.length > 0) return;
    if (this.#holds('S5.sums') && this.#holds('C3.verify')) this.#rotten.delete(device);
    if (this.#rotten.has(device)) return;
    this.checkpoints += 1;
    checkCheckpoint(device, answer);
    const keys = [...answer.truth!.scope.keys()].filter((key) => key.startsWith('customer|'));
    this.#held.set(device, { codes: keys.map((key) => key.slice('customer|'.length)), at: answer.truth!.at });
  }

  #watchScopes(persons: Iterable<string>, codes: readonly string[]): void {
    const { events, database } = this.#server;
    this.#seenEvents = events;
    for (const person of persons) {
      for (const code of codes) {
        if (!database.mayWrite(person, code)) this.#outside.set(`${person}|${code}`, events);
      }
    }
  }

  #stillHeld(device: ModelDevice): string[] {
    const held = this.#held.get(device);
    if (!held) return [];
    return held.codes.filter((code) => (this.#outside.get(`${device.person}|${code}`) ?? -1) <= held.at);
  }
}
