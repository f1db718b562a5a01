import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { REPORT_TABLES, reportTable } from '../../../shared/reports/index.ts';
import type { ReportId } from '../../../shared/reports/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { columnFormula, columnTitle, reportTitle, rowName, rowsWords } from '../../ui/report-words.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';

const DOCS = join(import.meta.dirname, '../../../docs/reports.md');
const FRAME = { day: '2026-11-20', month: '2026-10' };
const PERIODS = {
  month: 'of a month that analytics delivered',
  calendar: 'of a calendar month, the running one included',
  state: 'as of now',
} as const;

const in_ = async (lng: 'zh-CN' | 'en-US'): Promise<Translate> =>
  i18next.createInstance().init({
    lng,
    resources: { 'zh-CN': { translation: zhCN }, 'en-US': { translation: enUS } },
    interpolation: { escapeValue: false },
  });

let chinese: Translate;
let english: Translate;
beforeAll(async () => {
  chinese = await in_('zh-CN');
  english = await in_('en-US');
});

/** The chapter of a report as docs/reports.md has it: every text is the one that the screen shows. */
function chapter(id: ReportId): string[] {
  const table = reportTable(id);
  const sources = table.sources.map((kind) => english(`domain.feedKind.${kind}`)).join(', ');
  return [
    `### ${reportTitle(english, id)} · ${reportTitle(chinese, id)} (\`${id}\`)`,
    `Rows: ${rowsWords(english, id)}. ${capital(PERIODS[table.period])}. Sources: ${sources || 'records of people'}.`,
    ...table.columns.map(
      ({ key }) =>
        `- **${columnTitle(english, id, key)} · ${columnTitle(chinese, id, key)}**: ${columnFormula(english, id, key)}.`,
    ),
  ];
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

const ids = Object.keys(REPORT_TABLES) as ReportId[];

describe.each(ids)('the report %s', (id) => {
  it('stands in docs/reports.md with every column as the screen defines it', () => {
    const text = readFileSync(DOCS, 'utf8');
    const [title, about, ...columns] = chapter(id);
    // The chapter as a whole, up to what comes next: a column that is no longer there is found as well.
    expect(`${text}\n#`).toContain([title, '', about, '', ...columns, '', '#'].join('\n'));
  });

  it('has words for its columns and rows in both languages', () => {
    const { columns, rows } = reportTable(id);
    for (const t of [chinese, english]) {
      const words = columns.flatMap(({ key }) => [columnTitle(t, id, key), columnFormula(t, id, key)]);
      const names = rows === 'occurring' ? [] : rows(FRAME).map((key) => rowName(t, id, key, String));
      for (const one of [...words, ...names]) expect(one).not.toMatch(/^(reports|domain)\./);
    }
  });
});
