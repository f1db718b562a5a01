import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Translate } from '../i18n/index.ts';

export const COMMAND_GROUPS = ['act', 'go', 'view', 'look'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something that can be done from the palette. */
export interface Command {
  /** Stays the same over restarts: what was used lately is remembered by it. Sample: `go:/workbench`. */
  id: string;
  group: CommandGroup;
  /** Asked for in each language, so that it is found by either. */
  title: (t: Translate) => string;
  run: () => void;
}

/** What the screens that stand open offer. A palette that is open hears of those that come and go meanwhile. */
export class OfferedCommands {
  readonly #offers = new Map<object, readonly Command[]>();
  readonly #listeners = new Set<() => void>();
  #all: readonly Command[] = [];

  /** Replaces what the same screen has offered before. */
  offer(by: object, commands: readonly Command[]): void {
    this.#offers.set(by, commands);
    this.#changed();
  }
  withdraw(by: object): void {
    if (this.#offers.delete(by)) this.#changed();
  }
  /** The same list until an offer changes. */
  readonly all = (): readonly Command[] => this.#all;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(): void {
    this.#all = [...this.#offers.values()].flat();
    for (const listener of [...this.#listeners]) listener();
  }
}

const OfferedContext = createContext(new OfferedCommands());

export function OfferedCommandsProvider({ children }: { children: ReactNode }): ReactNode {
  const [offered] = useState(() => new OfferedCommands());
  return <OfferedContext value={offered}>{children}</OfferedContext>;
}

/** Watched while the palette is open, and read again when a command is run, so that it does what is meant by then. */
export const useOfferedCommands = (): OfferedCommands => useContext(OfferedContext);

/** Offers commands in the palette as long as the screen stands. */
export function useScreenCommands(commands: readonly Command[]): void {
  const offered = useOfferedCommands();
  const [by] = useState(() => ({}));
  useEffect(() => offered.offer(by, commands), [offered, by, commands]);
  useEffect(() => () => offered.withdraw(by), [offered, by]);
}
