import { expect, it } from 'vitest';
import { readRecent, rememberRecent } from './recent-customers.ts';

it('keeps the newest first, each once, at most eight, apart per person', () => {
  const kept = new Map<string, unknown>();
  const settings = {
    get: (key: string) => kept.get(key),
    set: (key: string, value: unknown) => void kept.set(key, value),
  };
  for (let i = 0; i < 10; i += 1) rememberRecent(settings, 'a', `KH${i}`);
  rememberRecent(settings, 'a', 'KH5');
  expect(readRecent(settings, 'a')).toEqual(['KH5', 'KH9', 'KH8', 'KH7', 'KH6', 'KH4', 'KH3', 'KH2']);
  expect(readRecent(settings, 'b')).toEqual([]);
  settings.set('recentCustomers:b', { odd: true });
  expect(readRecent(settings, 'b')).toEqual([]);
});
