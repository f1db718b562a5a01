import type { Answer, Request } from './messages.ts';
import type { ModelDevice, Window } from './device.ts';
import type { Chance } from '../../lib/chance.ts';

/** One message on its way; an answer knows what was asked. */
export interface Letter {
  device: ModelDevice;
  window: Window;
  request: Request;
  answer: Answer | null;
}

/** Keeps messages as long as it likes, loses some, delivers some twice, and in any order. */
export class ModelNetwork {
  letters: Letter[] = [];

  send(letter: Letter): void {
    this.letters.push(letter);
  }

  /** Any of those on their way; the older ones are as likely as the new. */
  take(chance: Chance): Letter | undefined {
    const letter = chance.pick(this.letters);
    if (letter) this.letters.splice(this.letters.indexOf(letter), 1);
    return letter;
  }

  lose(chance: Chance): void {
    this.take(chance);
  }

  double(chance: Chance): void {
    const letter = chance.pick(this.letters);
    if (letter) this.letters.push({ ...letter });
  }
}
