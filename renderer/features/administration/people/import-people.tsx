import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  importResponse,
  type ImportResponse,
  type ImportRow,
  rolesResponse,
} from '../../../../shared/api/administration.ts';
import { byUnitCode } from '../../../../shared/domain/org-units.ts';
import { exportWorkbook, takenBy, WORKBOOK_TYPE } from '../../../excel/index.ts';
import { usePlatform } from '../../../session/platform-context.tsx';
import { useReference, useWorkspace } from '../../../session/react.tsx';
import { serverNow } from '../../../ui/format/index.ts';
import { useAccess } from '../../customers/index.ts';
import { onlineProblem } from '../../online/index.ts';
import { WorkbookImportDialog } from '../../workbook-import/index.ts';
import { HandOutPasswords } from './hand-out-passwords.tsx';
import {
  isReason,
  PERSON_FATES,
  type PersonKind,
  type PersonVerdict,
  rowsOf,
  STAFF_NO_HEADER,
  templateSheet,
  verdictsOf,
} from './people-sheet.ts';

const LONG_MS = 120_000;

/** People out of a workbook: the sheet goes out, comes back judged row by row, and newcomers get their passwords. */
export function ImportPeople({ onWritten }: { onWritten: () => void }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const template = useTemplate();
  const close = (): void => {
    setOpen(false);
    onWritten();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('administration.import.open')}</Button>
      <Button onClick={() => void template()}>{t('administration.import.template')}</Button>
      {open && <ImportDialog onDone={close} onWaiting={setWaiting} />}
      {!open && waiting.length > 0 && (
        <HandOutPasswords staffNos={waiting} onClose={() => setWaiting([])} onHandedOut={onWritten} />
      )}
    </>
  );
}

function ImportDialog(props: {
  onDone: () => void;
  /** Told of people who were written and cannot sign in yet. */
  onWaiting: (staffNos: readonly string[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { online } = useWorkspace();
  const [name] = useState(() => `${t('administration.tab.people')}.xlsx`);
  const ask = (
    rows: readonly ImportRow[],
    take: 'NOTHING' | 'ALL',
    signal?: AbortSignal,
  ): Promise<ImportResponse> =>
    online.ask({
      method: 'POST',
      path: '/admin/v1/people/import',
      body: { file: name, rows, take },
      answer: importResponse,
      timeoutMs: LONG_MS,
      ...(signal ? { signal } : {}),
    });
  return (
    <WorkbookImportDialog<PersonKind, PersonVerdict>
      onDone={props.onDone}
      spec={{
        title: t('administration.import.title'),
        hint: t('administration.import.hint'),
        firstColumn: STAFF_NO_HEADER,
        fates: PERSON_FATES,
        judge: async (sheet, signal) => {
          const rows = rowsOf(sheet);
          if ('missing' in rows)
            return { refused: t('administration.import.missing', { column: rows.missing }) };
          return verdictsOf(
            rows,
            await ask(
              rows.map(({ row }) => row),
              'NOTHING',
              signal,
            ),
          );
        },
        kindWords: (kind) => ({
          outcome: t(`administration.import.outcome_${isReason(kind) ? 'REJECTED' : kind}`),
          reason: t(`administration.import.reason_${kind}`),
        }),
        // All of these, or none: what was looked at is what is written.
        write: async (verdicts) => {
          const answer = await ask(
            verdicts.map(({ row }) => row),
            'ALL',
          );
          props.onWaiting(answer.without_password);
        },
        confirm: (count) => t('administration.import.confirm', { count }),
        written: (count) => t('administration.import.written', { count }),
        into: t('administration.tab.people'),
        failure: (problem) =>
          onlineProblem(problem, t, { E_REJECTED_ROWS: t('administration.import.changedSince') }),
      }}
    />
  );
}

/** An empty sheet with the roles and units that the person may choose from. */
function useTemplate(): () => Promise<void> {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { online } = useWorkspace();
  const { units } = useReference();
  const access = useAccess();
  const platform = usePlatform();
  return async () => {
    try {
      const { roles } = await online.ask({ path: '/admin/v1/roles', answer: rolesResponse });
      const { name, staff_no: staffNo } = access.staff;
      const mine = [...units.values()]
        .filter((unit) => unit.retired !== true && access.may('admin.people', unit.unitCode))
        .sort(byUnitCode);
      const workbook = await exportWorkbook(
        templateSheet(
          roles.map(({ title }) => title),
          mine,
          { asOf: [], filter: [t('administration.import.hint')], ...takenBy({ name, staffNo }, serverNow()) },
        ),
      );
      await platform.saveFile(t('administration.import.templateFile'), workbook, WORKBOOK_TYPE);
    } catch (problem) {
      message.error(onlineProblem(problem, t));
    }
  };
}
