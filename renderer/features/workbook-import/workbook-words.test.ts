import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkbookRefusal } from '../../excel/open-workbook.ts';
import { enUS } from '../../i18n/en-US/index.ts';
import { zhCN } from '../../i18n/zh-CN/index.ts';
import { workbookWords } from './workbook-words.ts';

beforeAll(async () => {
  await i18next.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, 'en-US': { translation: enUS } },
  });
});

describe('a file that is not taken', () => {
  const refusals: WorkbookRefusal[] = [
    ...(['EMPTY', 'TOO_LARGE', 'OLD_XLS', 'PASSWORD', 'NOT_XLSX', 'DAMAGED', 'FOREIGN'] as const).map(
      (kind) => ({
        kind,
      }),
    ),
    { kind: 'FIRST_COLUMN', found: '姓名', wanted: '工号' },
    { kind: 'FIRST_COLUMN', found: '', wanted: '工号' },
    { kind: 'COLUMNS', column: '备注' },
    { kind: 'MERGED', cell: 'A2:A3' },
    { kind: 'FORMULA', cell: 'K7' },
    { kind: 'NUMBER_IN_CODE', cell: 'C4' },
    { kind: 'DUPLICATE_CODES', code: 'KH0000000859', lines: [3, 9] },
    { kind: 'TOO_MANY_ROWS', rows: 100_000 },
  ];

  it('is told apart in words of its own, with the place in it', async () => {
    for (const language of ['zh-CN', 'en-US']) {
      await i18next.changeLanguage(language);
      const said = refusals.map((refusal) => workbookWords(refusal, i18next.t));
      expect(new Set(said).size).toBe(refusals.length);
      for (const [i, refusal] of refusals.entries()) {
        expect(said[i]).not.toMatch(/\{\{|workbook\.|“”/);
        for (const place of ['cell', 'column', 'code', 'rows', 'wanted'] as const) {
          if (place in refusal) expect(said[i]).toContain(String(refusal[place as never]));
        }
      }
    }
    await i18next.changeLanguage('zh-CN');
    expect(workbookWords({ kind: 'DUPLICATE_CODES', code: 'KH1', lines: [3, 9] }, i18next.t)).toBe(
      '客户编码 KH1 出现在第 3、9 行。每户只能有一行。',
    );
  });
});
