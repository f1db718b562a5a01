import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIST_IDS, listOf } from '../../../shared/reports/index.ts';
import type { ListId, ListParameter } from '../../../shared/reports/index.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';

const DOCS = join(import.meta.dirname, '../../../docs/reports.md');

const columnWords = (words: typeof zhCN.lists | typeof enUS.lists, key: string): string | undefined =>
  (words.column as Record<string, string | undefined>)[key];

/** The chapter of a list as docs/reports.md has it: every text is the one that the screen shows. */
function chapter(id: ListId): string {
  const { columns, sources, period, parameters } = listOf(id);
  const english = enUS.lists.list[id];
  const chinese = zhCN.lists.list[id];
  const named = columns.map(({ key }) => `${columnWords(enUS.lists, key)} · ${columnWords(zhCN.lists, key)}`);
  const asked = (Object.keys(parameters) as ListParameter[]).map((key) => enUS.lists.parameter[key]);
  return [
    `### ${english.name} · ${chinese.name} (\`${id}\`)`,
    '',
    `- **Rows**: ${english.rows}.`,
    `- **Columns**: ${named.join(', ')}.`,
    `- **Formula**: ${english.figures}.`,
    `- **Thresholds**: ${asked.join(', ')}.`,
    `- **Source**: ${sources.map((kind) => enUS.domain.feedKind[kind]).join(', ')}; ${period === 'month' ? 'of the month' : 'as of now'}.`,
    '',
  ].join('\n');
}

describe.each(LIST_IDS)('the list %s', (id) => {
  it('stands in docs/reports.md as the screen defines it', () => {
    expect(readFileSync(DOCS, 'utf8')).toContain(chapter(id));
  });

  it('has words for its columns in both languages', () => {
    for (const { key } of listOf(id).columns) {
      expect(columnWords(zhCN.lists, key), key).toBeTruthy();
      expect(columnWords(enUS.lists, key), key).toBeTruthy();
    }
  });
});
