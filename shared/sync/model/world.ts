import type { Database } from './database.ts';
import type { Window } from './device.ts';
import type { Letter } from './network.ts';
import type { Holds } from './rules.ts';
import { Chance } from '../../lib/chance.ts';
import { ModelDevice } from './device.ts';
import { Ledger } from './ledger.ts';
import { ModelNetwork } from './network.ts';
import { ModelServer } from './server.ts';
import { Witness } from './witness.ts';

export const COMMUNITIES = ['A', 'B', 'C', 'D'];
export const PERSONS = ['li', 'wu', 'he'];

/** Everything there is in one history: a server, three persons on four devices, the network, and chance. */
export class World {
  readonly chance: Chance;
  readonly holds: Holds;
  readonly server: ModelServer;
  readonly network = new ModelNetwork();
  readonly ledger = new Ledger();
  readonly witness: Witness;
  readonly devices: ModelDevice[];
  readonly backups: Database[] = [];
  /** Copies of storages, to go back to. */
  readonly old = new Map<ModelDevice, Pick<ModelDevice, 'cache' | 'outbox'>>();
  /** Every customer that there ever was. */
  readonly codes: string[] = [];
  #texts = 0;

  constructor(seed: number, holds: Holds) {
    this.chance = new Chance(seed);
    this.holds = holds;
    this.server = new ModelServer(holds);
    this.witness = new Witness(this.server, this.ledger, holds);
    this.devices = ['li', 'li', 'wu', 'he'].map(
      (person, at) =>
        new ModelDevice(`${person}-${at}`, person, holds, {
          checkpoint: (device, answer, mismatched) => this.witness.checkpoint(device, answer, mismatched),
          released: (uids) => uids.forEach((uid) => (this.ledger.edits.get(uid)!.shown = true)),
        }),
    );
    for (const [at, person] of PERSONS.entries()) {
      this.server.grant(person, new Set([COMMUNITIES[at]!, COMMUNITIES[at + 1]!]));
    }
  }

  newCode(): string {
    this.codes.push(`K${this.codes.length + 1}`);
    return this.codes.at(-1)!;
  }

  /** A text that was never written before, and sorts by time. */
  newText(of: string): string {
    return `${of}-${String(++this.#texts).padStart(6, '0')}`;
  }

  anyDevice(): ModelDevice {
    return this.chance.pick(this.devices)!;
  }

  /** A device and a window in it that may sync. */
  anyEngine(): { device: ModelDevice; window: Window } | undefined {
    const device = this.anyDevice();
    const window = this.chance.pick(device.windows.filter((candidate) => device.syncs(candidate)));
    return window && { device, window };
  }

  /** A request reaches the server, whose answer sets out; or an answer reaches its window, if that is still there. */
  deliver(letter: Letter): void {
    const { device, window, request, answer } = letter;
    if (answer === null) this.network.send({ ...letter, answer: this.server.answer(request) });
    else if (device.windows.includes(window)) device.receive(window, request, answer);
  }
}
