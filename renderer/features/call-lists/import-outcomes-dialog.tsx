import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallListView } from '../../data/call-lists.ts';
import { useWorkspace } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { WorkbookImportDialog } from '../workbook-import/index.ts';
import { recordCall } from './acts.ts';
import { OUTCOME_FATES, outcomeRows, outcomeVerdicts } from './outcome-verdicts.ts';
import type { OutcomeVerdict, OutcomeVerdictKind } from './outcome-verdicts.ts';
import { useIsHere } from './use-call-lists.ts';

/** Outcomes of a list out of the workbook that it went out as. */
export function ImportOutcomesDialog({
  list,
  onDone,
}: {
  list: CallListView;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const isHere = useIsHere();
  const entries = new Map(list.entries.map((entry) => [entry.customerCode, entry]));
  return (
    <WorkbookImportDialog<OutcomeVerdictKind, OutcomeVerdict>
      onDone={onDone}
      spec={{
        title: t('calls.import.title', { name: list.name }),
        hint: t('calls.import.hint'),
        fates: OUTCOME_FATES,
        judge: (sheet) => {
          const rows = outcomeRows(sheet, (column) => t(`calls.export.${column}`));
          if ('missing' in rows) return { refused: t('calls.import.missing', { column: rows.missing }) };
          return outcomeVerdicts(rows, {
            purpose: list.purpose,
            entryOf: (code) => entries.get(code),
            isHere,
            now: serverNow(),
          });
        },
        kindWords: (kind) => ({
          outcome: t(`calls.import.verdict.${kind}`),
          reason: t(`calls.import.reason.${kind}`),
        }),
        write: async (verdicts, kept) => {
          for (const { line, code, call } of verdicts) {
            if (call === undefined) continue;
            const name = entries.get(code)?.customerName ?? code;
            await recordCall(workspace, list, { customerCode: code, name }, call);
            kept(line);
          }
        },
        confirm: (count) => t('calls.import.confirm', { count }),
        written: (count) => t('calls.import.written', { count }),
        into: t('calls.export.list', { name: list.name }),
      }}
    />
  );
}
