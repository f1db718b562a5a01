/**
 * Ties shared/sync/SPEC.md to the tests: a test says which rule it proves by `[S3]` in its name, every rule has
 * such a test, and nobody cites a rule that does not exist.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listCode } from './layers/graph.ts';

const root = join(import.meta.dirname, '..');

/** Rules that no test proves yet, each with why. An entry leaves with the first test that cites its rule. */
const UNPROVED: Readonly<Record<string, string>> = {};

function rulesOfSpec(): Set<string> {
  const text = readFileSync(join(root, 'shared/sync/SPEC.md'), 'utf8');
  return new Set([...text.matchAll(/^[-*] \*\*([SC]\d+)\*\*/gm)].map(([, rule = '']) => rule));
}

/** Rule → the files whose tests cite it: in the name of a test, or of the group around it. */
function citations(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of listCode(root)) {
    if (!/\.(test|spec)\.tsx?$/.test(file) || file === 'scripts/spec-citations.test.ts') continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, title = ''] of text.matchAll(/\b(?:test|it|describe)\b[^'"`\n]*\(\s*(['"`][^\n]*)/g)) {
      cite(title, file);
    }
  }
  return found;

  function cite(title: string, file: string): void {
    for (const [, list = ''] of title.matchAll(/\[((?:[SC]\d+)(?:[, ]+[SC]\d+)*)\]/g)) {
      for (const rule of list.split(/[, ]+/)) {
        const files = found.get(rule) ?? [];
        if (!files.includes(file)) found.set(rule, [...files, file]);
      }
    }
  }
}

const rules = rulesOfSpec();
const cited = citations();

test('the specification has rules and the tests cite them', () => {
  expect(rules.size).toBeGreaterThan(20);
  expect(cited.size).toBeGreaterThan(0);
});

test('no test cites a rule that does not exist', () => {
  expect([...cited].filter(([rule]) => !rules.has(rule))).toEqual([]);
});

test('every rule is proved by a test or named as unproved, never both', () => {
  const unproved = [...rules].filter((rule) => !cited.has(rule));
  expect(unproved.sort()).toEqual(Object.keys(UNPROVED).sort());
});
