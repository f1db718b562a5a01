import { COMMAND_GROUPS } from '../../../ui/commands.tsx';
import type { Command, CommandGroup } from '../../../ui/commands.tsx';

/** A command with its titles: first in the language of the screen, then in the others. */
export interface TitledCommand {
  command: Command;
  titles: readonly string[];
}

/** How well a word spells a title by pinyin; see spelling.ts. */
export type Spells = (title: string, word: string) => 0 | 1 | 2;

const isLatin = (word: string): boolean => /^[\x20-\x7e]+$/.test(word);

/** Whether a word of Latin letters begins in the title at a place where a word begins. */
function holdsWord(title: string, word: string): boolean {
  for (let at = title.indexOf(word); at >= 0; at = title.indexOf(word, at + 1)) {
    if (at === 0 || !/[a-z0-9]/.test(title[at - 1]!)) return true;
  }
  return false;
}

/** 2 where a title begins so, 1 where it holds the word, 0 where it does not. English words count from their start. */
function fit(titles: readonly string[], word: string, spells: Spells): 0 | 1 | 2 {
  let best: 0 | 1 | 2 = 0;
  for (const title of titles) {
    const lower = title.toLowerCase();
    if (lower.startsWith(word)) return 2;
    const inside = isLatin(word) ? holdsWord(lower, word) : lower.includes(word);
    const spelled = isLatin(word) ? spells(title, word) : 0;
    if (spelled === 2) return 2;
    if (inside || spelled === 1) best = 1;
  }
  return best;
}

/** Commands that all words fit, the best first; among equals those used lately, then as they are given. */
export function findCommands(
  commands: readonly TitledCommand[],
  text: string,
  recent: readonly string[],
  spells: Spells,
): TitledCommand[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = commands.map((one, order) => ({
    one,
    order,
    score: Math.min(2, ...words.map((word) => fit(one.titles, word, spells))),
    age: recent.indexOf(one.command.id) + 1 || Infinity,
  }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || compare(a.age, b.age) || a.order - b.order)
    .map(({ one }) => one);
}

/** Subtracting would make NaN of two that were never used. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

export interface CommandSection {
  key: CommandGroup | 'recentCommands';
  commands: readonly TitledCommand[];
}

/** By groups, in the order in which the first of each was found; those used lately stand before all of them. */
export function sectionsOf(found: readonly TitledCommand[], recent: readonly string[]): CommandSection[] {
  const lately = recent.flatMap((id) => found.find(({ command }) => command.id === id) ?? []);
  const rest = found.filter((one) => !lately.includes(one));
  const groups = [...new Set([...rest.map(({ command }) => command.group), ...COMMAND_GROUPS])];
  const sections: CommandSection[] = [
    { key: 'recentCommands', commands: lately },
    ...groups.map((key) => ({ key, commands: rest.filter(({ command }) => command.group === key) })),
  ];
  return sections.filter(({ commands }) => commands.length > 0);
}
