import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  dictionarySaved,
  type DictionarySaved,
  type LineReason,
  type LineVerdict,
  MOST_LINES,
  type WantedLine,
} from '../../../../shared/api/dictionary.ts';
import { useWorkspace } from '../../../session/react.tsx';
import { onlineProblem } from '../../online/index.ts';
import {
  type Fates,
  type RowVerdict,
  WorkbookImportDialog,
  workbookWords,
} from '../../workbook-import/index.ts';
import { effectWord } from './dictionary-words.ts';
import { missingColumn, SHEET_HEADERS, wantedOfRow } from './sheet-columns.ts';
import { useSheetWords } from './use-sheet-words.ts';

type Kind = Exclude<LineVerdict['verdict'], 'REJECTED'> | LineReason;
interface Verdict extends RowVerdict<Kind> {
  wanted: WantedLine;
}

const FATES: Fates<Kind> = {
  NEW: 'write',
  CHANGED: 'write',
  UNCHANGED: 'leave',
  NO_NAME: 'refuse',
  UNKNOWN_SUBJECT: 'refuse',
  UNKNOWN_CATEGORY: 'refuse',
  DOUBLE: 'refuse',
  UNKNOWN_LINE: 'refuse',
  CHANGED_SINCE: 'refuse',
};

/** Lines out of a workbook; the server judges them all before any is written. */
export function ImportDictionary({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { online } = useWorkspace();
  const words = useSheetWords();
  /** What the rows that will be written come to together. */
  const [effect, setEffect] = useState<DictionarySaved | null>(null);
  const ask = (lines: WantedLine[], apply: boolean): Promise<DictionarySaved> =>
    online.ask({
      method: 'POST',
      path: '/admin/v1/dictionary',
      body: { file: t('dictionary.sheet.into'), lines, apply },
      answer: dictionarySaved,
    });
  const isRefusal = (kind: Kind): kind is LineReason => FATES[kind] === 'refuse';
  return (
    <WorkbookImportDialog<Kind, Verdict>
      onDone={onDone}
      spec={{
        title: t('dictionary.sheet.title'),
        hint: t('dictionary.sheet.hint'),
        firstColumn: SHEET_HEADERS.pattern,
        fates: FATES,
        judge: async ({ headers, rows }) => {
          const missing = missingColumn(headers);
          if (missing !== null) return { refused: t('dictionary.sheet.columns', { column: missing }) };
          if (rows.length > MOST_LINES)
            return { refused: workbookWords({ kind: 'TOO_MANY_ROWS', rows: rows.length }, t) };
          const wanted = rows.map(({ cells }) => wantedOfRow(headers, cells, words));
          const judged = await ask(wanted, false);
          setEffect(judged);
          return rows.map(({ line, code }, at): Verdict => {
            const { verdict, reason } = judged.verdicts[at]!;
            return { line, code, kind: verdict === 'REJECTED' ? reason! : verdict, wanted: wanted[at]! };
          });
        },
        kindWords: (kind) => {
          if (isRefusal(kind))
            return { outcome: t('dictionary.rejected'), reason: t(`dictionary.reason.${kind}`) };
          const outcome = t(`dictionary.verdict.${kind}`);
          if (kind === 'UNCHANGED') return { outcome, reason: t('dictionary.sheet.same') };
          return { outcome, reason: effect === null ? '' : effectWord(effect, t) };
        },
        write: async (verdicts) =>
          void (await ask(
            verdicts.map(({ wanted }) => wanted),
            true,
          )),
        confirm: (count) => t('dictionary.sheet.confirm', { count }),
        written: (count) => t('dictionary.sheet.written', { count }),
        into: t('dictionary.sheet.into'),
        failure: (problem) => onlineProblem(problem, t),
      }}
    />
  );
}
