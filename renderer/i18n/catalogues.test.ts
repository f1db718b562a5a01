import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enUS } from './en-US/index.ts';
import { zhCN } from './zh-CN/index.ts';

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') found.set(here, value);
    else for (const [inner, text] of flat(value, here)) found.set(inner, text);
  }
  return found;
}

const chinese = flat(zhCN);
const english = flat(enUS);
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

/** What the code asks for: `'sync.title'`, and patterns from `` `sync.reason.${code}` ``. */
function asked(folder: string): { literal: Set<string>; patterns: RegExp[] } {
  const literal = new Set<string>();
  const patterns: RegExp[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name) || /(^|\/)i18n\/|\.test\./.test(name)) continue;
    const code = readFileSync(join(folder, name), 'utf8');
    for (const [, key] of code.matchAll(/'([a-z]\w*(?:\.\w+)+)'/gi)) literal.add(key ?? '');
    for (const [, template] of code.matchAll(/`([a-z]\w*\.[^`]*\$\{[^`]*)`/gi)) {
      const parts = (template ?? '').split(/\$\{[^}]*\}/).map((part) => part.replace(/\./g, '\\.'));
      patterns.push(new RegExp(`^${parts.join('\\w+')}$`));
    }
  }
  return { literal, patterns };
}

describe('the catalogues', () => {
  it('say the same with the same figures in both languages', () => {
    const differing = [...chinese].filter(([key, text]) => {
      const other = english.get(key) ?? '';
      return placeholders(text).join() !== placeholders(other).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('hold no text that nothing asks for', () => {
    const { literal, patterns } = asked(join(import.meta.dirname, '..'));
    const unused = [...chinese.keys()].filter((key) => {
      const stem = key.replace(/_other$/, '');
      return !literal.has(stem) && !patterns.some((pattern) => pattern.test(stem));
    });
    expect(literal.size).toBeGreaterThan(100);
    expect(unused).toEqual([]);
  });

  it('are written as people write: no exclamation, no 请注意, full-width marks in Chinese', () => {
    for (const [key, text] of chinese) {
      expect(text, key).not.toMatch(/[!！]|请注意/);
      expect(text.replace(/\{\{\w+\}\}/g, ''), key).not.toMatch(/[\u4e00-\u9fff][,;:?]/);
    }
  });
});
