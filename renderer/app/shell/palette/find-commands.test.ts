import { describe, expect, it } from 'vitest';
import type { CommandGroup } from '../../../ui/commands.tsx';
import { findCommands, sectionsOf } from './find-commands.ts';
import type { TitledCommand } from './find-commands.ts';
import { spells } from './spelling.ts';

const titled = (id: string, group: CommandGroup, ...titles: string[]): TitledCommand => ({
  command: { id, group, title: () => titles[0]!, run: () => undefined },
  titles,
});
const COMMANDS = [
  titled('sync', 'act', '立即同步', 'Sync now'),
  titled('workbench', 'go', '工作台', 'Workbench'),
  titled('customers', 'go', '客户查询', 'Customers'),
  titled('mine', 'view', '我的VIP续约名单', '我的VIP续约名单'),
  titled('dark', 'look', '深色主题', 'Dark theme'),
];
const idsOf = (found: readonly TitledCommand[]): string[] => found.map(({ command }) => command.id);
const find = (text: string, recent: string[] = []): string[] =>
  idsOf(findCommands(COMMANDS, text, recent, spells));

describe('commands are found', () => {
  it('by a part of the Chinese title', () => {
    expect(find('同步')).toEqual(['sync']);
    expect(find('客户')).toEqual(['customers']);
  });
  it('by pinyin, initials or in full, from any syllable but not from inside one', () => {
    expect(find('ljtb')).toEqual(['sync']);
    expect(find('gzt')).toEqual(['workbench']);
    expect(find('gongzuotai')).toEqual(['workbench']);
    expect(find('xymd')).toEqual(['mine']);
    expect(find('vip')).toEqual(['mine']);
    expect(find('ongzuo')).toEqual([]);
  });
  it('by the beginnings of English words, whatever language the screen speaks', () => {
    expect(find('work')).toEqual(['workbench']);
    expect(find('theme dark')).toEqual(['dark']);
    expect(find('ork')).toEqual([]);
  });
  it('only where every word fits', () => {
    expect(find('sync dark')).toEqual([]);
  });
  it('with those used lately first among equals', () => {
    expect(find('时')).toEqual([]);
    expect(find('户')).toEqual(['customers']);
    expect(find('')).toEqual(['sync', 'workbench', 'customers', 'mine', 'dark']);
    expect(find('', ['customers'])).toEqual(['customers', 'sync', 'workbench', 'mine', 'dark']);
  });
  it('all of them before anything is typed', () => {
    expect(find('')).toHaveLength(COMMANDS.length);
  });
});

it('shows what was used lately first and once, then group by group', () => {
  const sections = sectionsOf(COMMANDS, ['dark', 'gone', 'workbench']);
  expect(sections.map(({ key, commands }) => [key, idsOf(commands)])).toEqual([
    ['recentCommands', ['dark', 'workbench']],
    ['act', ['sync']],
    ['go', ['customers']],
    ['view', ['mine']],
  ]);
});
