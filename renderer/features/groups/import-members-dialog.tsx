import { App, Button, Modal, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupView } from '../../data/groups.ts';
import { codeResultFile, readCodeFile } from '../../excel/division/sheet-file.ts';
import { WORKBOOK_TYPE } from '../../excel/index.ts';
import type { WorkbookRefusal } from '../../excel/open-workbook.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useIndex, useWorkspace } from '../../session/react.tsx';
import { formatCount, serverNow } from '../../ui/format/index.ts';
import { ErrorState } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { workbookWords } from '../division/index.ts';
import { addMembers } from './acts.ts';
import styles from './groups.module.css';
import { codesToAdd, MEMBER_OUTCOMES, memberVerdicts, outcomeCounts } from './member-verdicts.ts';
import type { MemberVerdict } from './member-verdicts.ts';
import { notesOf, verdictWords } from './verdict-words.ts';
import { useGroupRights } from './use-group-rights.ts';

type State =
  | { kind: 'none' }
  | { kind: 'reading'; name: string }
  | { kind: 'refused'; name: string; refusal: WorkbookRefusal | null }
  | {
      kind: 'checked';
      name: string;
      bytes: Uint8Array;
      verdicts: MemberVerdict[];
      saved: 'no' | 'saving' | 'yes' | 'failed';
    };

/** Members out of a workbook: every row is accounted for before anything is written, and the workbook goes back. */
export function ImportMembersDialog({ group, onDone }: { group: GroupView; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const importing = useMemberImport(group);
  const { state, take, save } = importing;
  const checked = state.kind === 'checked' ? state : null;
  const adding = checked ? codesToAdd(checked.verdicts).length : 0;
  return (
    <Modal
      open
      width={560}
      title={t('groups.import.title', { name: group.name })}
      okText={t('groups.import.confirm', { count: adding })}
      cancelText={checked?.saved === 'yes' ? t('common.close') : t('common.cancel')}
      okButtonProps={{
        disabled: adding === 0 || checked?.saved === 'yes',
        loading: checked?.saved === 'saving',
      }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <p className={styles['quiet']}>{t('groups.import.hint')}</p>
      <Upload
        accept=".xlsx"
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <Button loading={state.kind === 'reading'} disabled={checked?.saved === 'saving'}>
          {t('groups.import.choose')}
        </Button>
      </Upload>
      {state.kind === 'refused' && (
        <ErrorState
          title={t('groups.import.refused', { name: state.name })}
          text={state.refusal === null ? t('groups.import.unreadable') : workbookWords(state.refusal, t)}
        />
      )}
      {checked && (
        <Reconciled group={group} name={checked.name} bytes={checked.bytes} verdicts={checked.verdicts} />
      )}
      {checked?.saved === 'yes' && (
        <p className={styles['good']}>{t('groups.import.written', { count: adding })}</p>
      )}
      {checked?.saved === 'failed' && (
        <ErrorState title={t('groups.notKept')} text={t('groups.notKeptHint')} />
      )}
    </Modal>
  );
}

function useMemberImport(group: GroupView) {
  const workspace = useWorkspace();
  const index = useIndex();
  const rights = useGroupRights();
  const [state, setState] = useState<State>({ kind: 'none' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const take = async (file: File): Promise<void> => {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const { name } = file;
    setState({ kind: 'reading', name });
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const read = await readCodeFile(bytes, { signal });
      if (signal.aborted) return;
      if (!read.ok) return setState({ kind: 'refused', name, refusal: read.refusal });
      const members = index.members(group.groupId);
      const verdicts = memberVerdicts(read.rows, {
        isHere: (code) => index.positionOf(code) !== undefined,
        mayAdd: (code) => rights.mayAdd(group, code, index),
        isMember: (code) => members.has(code),
      });
      setState({ kind: 'checked', name, bytes, verdicts, saved: 'no' });
    } catch {
      if (!signal.aborted) setState({ kind: 'refused', name, refusal: null });
    }
  };
  const save = async (): Promise<void> => {
    if (state.kind !== 'checked' || state.saved === 'saving' || state.saved === 'yes') return;
    setState({ ...state, saved: 'saving' });
    try {
      await addMembers(workspace, group, codesToAdd(state.verdicts));
      setState({ ...state, saved: 'yes' });
    } catch {
      setState({ ...state, saved: 'failed' });
    }
  };
  return { state, take, save };
}

/** How many rows there are, and what becomes of them: the parts are the whole. */
function Reconciled(props: {
  group: GroupView;
  name: string;
  bytes: Uint8Array;
  verdicts: readonly MemberVerdict[];
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const platform = usePlatform();
  const { staff } = useAccess();
  const { group, name, bytes, verdicts } = props;
  const counts = outcomeCounts(verdicts);
  const giveBack = async (): Promise<void> => {
    const words = verdicts.map((verdict) => ({ line: verdict.line, ...verdictWords(verdict, t) }));
    try {
      const workbook = await codeResultFile(
        bytes,
        words,
        notesOf(group, verdicts.length, staff, serverNow(), t),
      );
      await platform.saveFile(
        name.replace(/\.xlsx$/i, '') + t('groups.import.suffix'),
        workbook,
        WORKBOOK_TYPE,
      );
    } catch {
      message.error(t('groups.import.notSaved'));
    }
  };
  return (
    <>
      <table className={styles['reconciled']} aria-label={t('groups.import.totals')}>
        <tbody>
          {MEMBER_OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === 'ADD').map((outcome) => (
            <tr key={outcome}>
              <th scope="row">{t(`groups.outcome.${outcome}`)}</th>
              <td>{formatCount(counts[outcome])}</td>
              <td className={styles['quiet']}>{t(`groups.outcomeHint.${outcome}`)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('groups.import.all')}</th>
            <td>{formatCount(verdicts.length)}</td>
            <td className={styles['quiet']}>{name}</td>
          </tr>
        </tfoot>
      </table>
      <Button size="small" onClick={() => void giveBack()}>
        {t('groups.import.giveBack')}
      </Button>
    </>
  );
}
