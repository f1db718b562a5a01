import type { CustomerIndex, CustomerSummary } from '../../../data/types.ts';
import { sectionsOf } from './find-commands.ts';
import type { CommandSection, TitledCommand } from './find-commands.ts';

export type PaletteEntry =
  | { kind: 'customer'; id: string; customer: CustomerSummary }
  | { kind: 'command'; id: string; title: string };

export interface PaletteSection {
  key: CommandSection['key'] | 'recentCustomers' | 'customers';
  /** The place of its first entry among all entries. */
  first: number;
  entries: readonly PaletteEntry[];
}

const MOST_CUSTOMERS = 10;
const MOST_RECENT_CUSTOMERS = 5;
const MOST_RECENT_COMMANDS = 3;

interface Asked {
  text: string;
  /** Begun with >: commands alone, where many customers are spelled alike. */
  onlyCommands: boolean;
  commands: readonly TitledCommand[];
  recentCommands: readonly string[];
  recentCustomers: readonly string[];
}

/** What the palette shows. A customer that is looked for comes before commands, since that is what it is for. */
export function paletteSections(index: CustomerIndex, asked: Asked): PaletteSection[] {
  const { text, commands } = asked;
  const customers = asked.onlyCommands
    ? []
    : text === ''
      ? customersOf(index, asked.recentCustomers).slice(0, MOST_RECENT_CUSTOMERS)
      : Array.from(index.search(text, MOST_CUSTOMERS), (position) => index.at(position));
  const ofCustomers = {
    key: text === '' ? ('recentCustomers' as const) : ('customers' as const),
    entries: customers.map((customer): PaletteEntry => ({
      kind: 'customer',
      id: customer.customerCode,
      customer,
    })),
  };
  // With words the best fit leads; what was used lately is considered there already.
  const recent = text === '' ? asked.recentCommands.slice(0, MOST_RECENT_COMMANDS) : [];
  const ofCommands = sectionsOf(commands, recent).map(({ key, commands: inGroup }) => ({
    key,
    entries: inGroup.map(({ command, titles }): PaletteEntry => ({
      kind: 'command',
      id: command.id,
      title: titles[0] ?? '',
    })),
  }));
  const lately = ofCommands.filter(({ key }) => key === 'recentCommands');
  const groups = ofCommands.filter(({ key }) => key !== 'recentCommands');
  let first = 0;
  return [...lately, ofCustomers, ...groups]
    .filter(({ entries }) => entries.length > 0)
    .map(({ key, entries }) => {
      const section = { key, first, entries };
      first += entries.length;
      return section;
    });
}

const customersOf = (index: CustomerIndex, codes: readonly string[]): CustomerSummary[] =>
  codes.flatMap((code) => {
    const position = index.positionOf(code);
    return position === undefined ? [] : [index.at(position)];
  });
