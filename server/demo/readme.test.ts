import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDemoArguments } from './options.ts';
import { buildRegion } from './region.ts';
import { DEMO_PASSWORD, demoSignIns } from './sign-ins.ts';
import { buildStaff } from './staff.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');

test('README and `npm start` name the people who can sign in to the demo', () => {
  const options = parseDemoArguments([], new Date('2026-11-20T12:00:00+08:00'));
  const region = buildRegion(options);
  const signIns = demoSignIns(region, buildStaff(region, options));
  for (const file of ['README.md', 'README.zh-CN.md']) {
    const cells = read(file)
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    for (const { staffNo, name, roles } of signIns) {
      expect(cells).toContainEqual(['', staffNo, name, roles, DEMO_PASSWORD, '']);
    }
  }
  expect(read('scripts/start.mjs')).toContain(`${signIns[0]?.staffNo} and the password ${DEMO_PASSWORD}`);
});
