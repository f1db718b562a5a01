import { expect, it } from 'vitest';
import { readRecent, rememberRecent } from './recent.ts';

it('keeps the newest first, each once, at most eight, apart per person and kind', () => {
  const kept = new Map<string, unknown>();
  const settings = {
    get: (key: string) => kept.get(key),
    set: (key: string, value: unknown) => void kept.set(key, value),
  };
  for (let i = 0; i < 10; i += 1) rememberRecent(settings, 'customers', 'a', `KH${i}`);
  rememberRecent(settings, 'customers', 'a', 'KH5');
  const eight = ['KH5', 'KH9', 'KH8', 'KH7', 'KH6', 'KH4', 'KH3', 'KH2'];
  expect(readRecent(settings, 'customers', 'a')).toEqual(eight);
  expect(readRecent(settings, 'customers', 'b')).toEqual([]);
  expect(readRecent(settings, 'commands', 'a')).toEqual([]);
  settings.set('recentCustomers:b', { odd: true });
  expect(readRecent(settings, 'customers', 'b')).toEqual([]);
});
