import { expect, it } from 'vitest';
import { homeOf } from './home.ts';

const place = (key: string, elsewhere = false) => ({
  key,
  path: elsewhere ? `https://${key}` : `/${key}`,
  elsewhere,
});

it('begins with the day’s work, wherever it stands in the menu', () => {
  expect(homeOf([place('notices'), place('workbench'), place('administration')])).toBe('/workbench');
});

it('begins an administrator, who has no customers, with administration', () => {
  expect(homeOf([place('notices'), place('administration'), place('settings')])).toBe('/administration');
});

it('begins anybody else with the first screen of his menu, never outside the application', () => {
  expect(homeOf([place('wiki', true), place('territory'), place('settings')])).toBe('/territory');
  expect(homeOf([])).toBe('/settings');
});
