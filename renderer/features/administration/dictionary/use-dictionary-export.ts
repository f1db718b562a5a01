import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DictionaryResponse } from '../../../../shared/api/dictionary.ts';
import { matchesPattern } from '../../../../shared/domain/product-dictionary.ts';
import { exportWorkbook, WORKBOOK_TYPE } from '../../../excel/index.ts';
import { usePlatform } from '../../../session/platform-context.tsx';
import { serverNow } from '../../../ui/format/index.ts';
import { callListFileName, exportNotes, useAccess } from '../../customers/index.ts';
import { SHEET_HEADERS } from './sheet-columns.ts';
import { useSheetWords } from './use-sheet-words.ts';

/** The dictionary as a workbook that can be changed and brought back. */
export function useDictionaryExport(dictionary: DictionaryResponse | null) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const platform = usePlatform();
  const { staff } = useAccess();
  const words = useSheetWords();
  const [busy, setBusy] = useState(false);

  const download = async (): Promise<void> => {
    if (dictionary === null) return;
    const { lines, names } = dictionary;
    setBusy(true);
    try {
      const now = serverNow();
      const workbook = await exportWorkbook({
        title: t('dictionary.title'),
        columns: [
          { key: 'pattern', header: SHEET_HEADERS.pattern, kind: 'text', width: 36 },
          { key: 'of', header: SHEET_HEADERS.of, kind: 'text', width: 10 },
          { key: 'category', header: SHEET_HEADERS.category, kind: 'text', width: 14 },
          { key: 'state', header: SHEET_HEADERS.state, kind: 'text', width: 10 },
          { key: 'uses', header: t('dictionary.uses'), kind: 'count', width: 12 },
        ],
        rows: lines.map(({ of, pattern, category, retired }) => ({
          pattern,
          of: words.subjects[of],
          category: words.categories[category],
          state: t(retired ? 'dictionary.retired' : 'dictionary.active'),
          uses: names
            .filter((seen) => seen.of === of && matchesPattern(pattern, seen.name))
            .reduce((sum, { uses }) => sum + uses, 0),
        })),
        notes: exportNotes(
          { staff: { name: staff.name, staffNo: staff.staff_no }, freshness: [], filter: [] },
          lines.length,
          { t, now },
        ),
      });
      await platform.saveFile(callListFileName(t('dictionary.title'), { t, now }), workbook, WORKBOOK_TYPE);
    } catch {
      message.error(t('workbook.notSaved'));
    } finally {
      setBusy(false);
    }
  };
  return { download, busy };
}
