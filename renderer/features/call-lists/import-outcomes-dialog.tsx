import { App, Button, Modal, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import type { CallListView } from '../../data/call-lists.ts';
import { codeResultFile, readCodeFile } from '../../excel/division/sheet-file.ts';
import { WORKBOOK_TYPE } from '../../excel/index.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useWorkspace } from '../../session/react.tsx';
import { formatCount, serverNow } from '../../ui/format/index.ts';
import { ErrorState } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { workbookWords } from '../division/index.ts';
import { recordCall } from './acts.ts';
import styles from './call-lists.module.css';
import { OUTCOME_VERDICTS, outcomeRows, outcomeVerdicts, verdictCounts } from './outcome-verdicts.ts';
import type { OutcomeVerdict } from './outcome-verdicts.ts';
import { useIsHere } from './use-call-lists.ts';

type State =
  | { kind: 'none' | 'reading' }
  | { kind: 'refused'; name: string; why: string }
  | {
      kind: 'checked';
      name: string;
      bytes: Uint8Array;
      verdicts: readonly OutcomeVerdict[];
      saved: 'no' | 'saving' | 'yes' | 'failed';
    };

/** Outcomes out of a workbook: every row is judged before anything is written, and the workbook goes back with why. */
export function ImportOutcomesDialog({
  list,
  onDone,
}: {
  list: CallListView;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { state, take, save } = useOutcomeImport(list);
  const checked = state.kind === 'checked' ? state : null;
  const accepted = checked === null ? 0 : verdictCounts(checked.verdicts).ACCEPT;
  return (
    <Modal
      open
      width={560}
      title={t('calls.import.title', { name: list.name })}
      okText={t('calls.import.confirm', { count: accepted })}
      cancelText={checked?.saved === 'yes' ? t('common.close') : t('common.cancel')}
      okButtonProps={{
        disabled: accepted === 0 || checked?.saved === 'yes',
        loading: checked?.saved === 'saving',
      }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <p className={styles['quiet']}>{t('calls.import.hint')}</p>
      <Upload
        accept=".xlsx"
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <Button loading={state.kind === 'reading'} disabled={checked?.saved === 'saving'}>
          {t('calls.import.choose')}
        </Button>
      </Upload>
      {state.kind === 'refused' && (
        <ErrorState title={t('calls.import.refused', { name: state.name })} text={state.why} />
      )}
      {checked && <Judged list={list} {...checked} />}
      {checked?.saved === 'yes' && (
        <p className={styles['good']}>{t('calls.import.written', { count: accepted })}</p>
      )}
      {checked?.saved === 'failed' && (
        <ErrorState title={t('calls.problem.failed')} text={t('calls.make.failedHint')} />
      )}
    </Modal>
  );
}

function useOutcomeImport(list: CallListView) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const isHere = useIsHere();
  const [state, setState] = useState<State>({ kind: 'none' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const take = async (file: File): Promise<void> => {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const { name } = file;
    const refuse = (why: string): void => setState({ kind: 'refused', name, why });
    setState({ kind: 'reading' });
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const read = await readCodeFile(bytes, { signal });
      if (signal.aborted) return;
      if (!read.ok) return refuse(workbookWords(read.refusal, t));
      const rows = outcomeRows(read, (column) => t(`calls.export.${column}`));
      if ('missing' in rows) return refuse(t('calls.import.missing', { column: rows.missing }));
      const entries = new Map(list.entries.map((entry) => [entry.customerCode, entry]));
      const verdicts = outcomeVerdicts(rows, {
        purpose: list.purpose,
        entryOf: (code) => entries.get(code),
        isHere,
        now: serverNow(),
      });
      setState({ kind: 'checked', name, bytes, verdicts, saved: 'no' });
    } catch {
      if (!signal.aborted) refuse(t('calls.import.unreadable'));
    }
  };
  /** Row by row: what was kept before something failed is the same when the file is read again. */
  const save = async (): Promise<void> => {
    if (state.kind !== 'checked' || state.saved === 'saving' || state.saved === 'yes') return;
    setState({ ...state, saved: 'saving' });
    const nameOf = new Map(
      list.entries.map(({ customerCode, customerName }) => [customerCode, customerName]),
    );
    try {
      for (const { code, call } of state.verdicts) {
        if (call !== undefined)
          await recordCall(workspace, list, { customerCode: code, name: nameOf.get(code) ?? code }, call);
      }
      setState({ ...state, saved: 'yes' });
    } catch {
      setState({ ...state, saved: 'failed' });
    }
  };
  return { state, take, save };
}

/** How many rows there are and what becomes of them: the parts are the whole. */
function Judged(props: {
  list: CallListView;
  name: string;
  bytes: Uint8Array;
  verdicts: readonly OutcomeVerdict[];
}): ReactNode {
  const { list, name, bytes, verdicts } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const platform = usePlatform();
  const { staff } = useAccess();
  const counts = verdictCounts(verdicts);
  const giveBack = async (): Promise<void> => {
    const exportedAt = isoInShanghai(serverNow()).slice(0, 16).replace('T', ' ');
    const who = `${staff.name} ${staff.staff_no}`;
    try {
      const workbook = await codeResultFile(
        bytes,
        verdicts.map(({ line, kind }) => ({
          line,
          outcome: t(`calls.import.verdict.${kind}`),
          reason: t(`calls.import.reason.${kind}`),
        })),
        {
          asOf: [],
          filter: [t('calls.export.list', { name: list.name })],
          exportedBy: who,
          exportedAt,
          rowCount: verdicts.length,
          watermark: `${who} ${exportedAt}`,
        },
      );
      await platform.saveFile(
        name.replace(/\.xlsx$/i, '') + t('calls.import.suffix'),
        workbook,
        WORKBOOK_TYPE,
      );
    } catch {
      message.error(t('workbench.files.failed'));
    }
  };
  return (
    <>
      <table className={styles['judged']} aria-label={t('calls.import.totals')}>
        <tbody>
          {OUTCOME_VERDICTS.filter((kind) => counts[kind] > 0 || kind === 'ACCEPT').map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`calls.import.verdict.${kind}`)}</th>
              <td>{formatCount(counts[kind])}</td>
              <td className={styles['quiet']}>{t(`calls.import.reason.${kind}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button size="small" onClick={() => void giveBack()}>
        {t('calls.import.giveBack')}
      </Button>
    </>
  );
}
