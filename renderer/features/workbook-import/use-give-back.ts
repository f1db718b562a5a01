import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { codeResultFile } from '../../excel/division/sheet-file.ts';
import { WORKBOOK_TYPE, takenBy } from '../../excel/index.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { useAccess } from '../customers/index.ts';
import type { JudgedFile } from './use-workbook-import.ts';
import type { RowVerdict, VerdictWords } from './verdicts.ts';

/** Gives the workbook back as it came, with what became of each row and why. */
export function useGiveBack<Verdict extends RowVerdict>(options: {
  wordsOf: (verdict: Verdict) => VerdictWords;
  into: string;
  firstColumn?: string;
}): (file: JudgedFile<Verdict>) => Promise<void> {
  const { wordsOf, into, firstColumn } = options;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const platform = usePlatform();
  const { staff } = useAccess();
  return async ({ name, bytes, verdicts }) => {
    try {
      const workbook = await codeResultFile(
        bytes,
        verdicts.map((verdict) => ({ line: verdict.line, ...wordsOf(verdict) })),
        {
          asOf: [],
          filter: [into],
          rowCount: verdicts.length,
          ...takenBy({ name: staff.name, staffNo: staff.staff_no }, serverNow()),
        },
        firstColumn === undefined ? {} : { firstColumn },
      );
      const file = name.replace(/\.xlsx$/i, '') + t('workbook.suffix');
      await platform.saveFile(file, workbook, WORKBOOK_TYPE);
    } catch {
      message.error(t('workbook.notSaved'));
    }
  };
}
