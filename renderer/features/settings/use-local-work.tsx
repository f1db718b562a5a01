import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OutboxFileError } from '../../data/outbox/outbox-file.ts';
import type { OutboxFileFault } from '../../data/outbox/outbox-file.ts';
import type { OutboxEntry } from '../../data/types.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useIndex, useOutbox, useSession, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { kindsText } from './kinds-text.ts';

export type WorkOutcome =
  | { kind: 'exported'; edits: number; fileName: string; kinds: string }
  | { kind: 'imported'; taken: number; known: number }
  | { kind: 'fault'; doing: 'export' | 'import' | 'wipe'; fault: OutboxFileFault | 'unknown' }
  /** A wipe, while so many edits are neither sent nor in a file. */
  | { kind: 'refused'; edits: number };

export interface LocalWork {
  unsent: readonly OutboxEntry[];
  busy: boolean;
  /** Of what was done last; null before anything was, and where the person thought better of it. */
  outcome: WorkOutcome | null;
  exportWork(): Promise<void>;
  importWork(file: File): Promise<void>;
  /** Refuses while work would be lost; else asks with the numbers, clears this machine and signs out. */
  wipe(): Promise<void>;
}

/** No file of ours comes near this; anything larger is another file, and is not read. */
const MOST_BYTES = 64 * 1024 * 1024;

export function useLocalWork(): LocalWork {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const platform = usePlatform();
  const unsent = useOutbox().filter(({ state }) => state !== 'acknowledged');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<WorkOutcome | null>(null);

  const run = async (
    doing: 'export' | 'import' | 'wipe',
    work: () => Promise<WorkOutcome | null>,
  ): Promise<void> => {
    setBusy(true);
    try {
      setOutcome(await work());
    } catch (error) {
      setOutcome({ kind: 'fault', doing, fault: error instanceof OutboxFileError ? error.fault : 'unknown' });
    } finally {
      setBusy(false);
    }
  };
  const confirmWipe = useConfirmWipe(unsent.length, (edits) => setOutcome({ kind: 'refused', edits }));
  return {
    unsent,
    busy,
    outcome,
    exportWork: () =>
      run('export', async () => {
        const file = await workspace.exportOutbox(({ fileName, bytes }) =>
          platform.saveFile(fileName, bytes, 'application/json'),
        );
        return file && { kind: 'exported', ...file, kinds: kindsText(unsent, t) };
      }),
    importWork: (file) =>
      run('import', async () => {
        if (file.size > MOST_BYTES) throw new OutboxFileError('notOurs');
        const imported = await workspace.importOutbox(new Uint8Array(await file.arrayBuffer()));
        workspace.syncNow();
        return { kind: 'imported', ...imported };
      }),
    wipe: () =>
      run('wipe', async () => {
        const edits = await workspace.atRisk();
        if (edits > 0) return { kind: 'refused', edits };
        confirmWipe();
        return null;
      }),
  };
}

/** Asks with what goes: customers, rows, and edits that are in a file alone. */
function useConfirmWipe(unsent: number, onRefused: (edits: number) => void): () => void {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const workspace = useWorkspace();
  const session = useSession();
  const index = useIndex();
  const { verifiedRows } = useSyncStatus();
  return () => {
    const customers = formatCount(index.count({ includeClosed: true }));
    void modal.confirm({
      title: t('settings.work.wipeTitle'),
      content: (
        <>
          <p>{t('settings.work.wipeBody', { customers, rows: formatCount(verifiedRows) })}</p>
          {unsent > 0 && <p>{t('settings.work.wipeExported', { count: unsent })}</p>}
        </>
      ),
      okText: t('settings.work.wipeConfirm', { customers }),
      okButtonProps: { danger: true, type: 'primary' },
      cancelText: t('settings.work.wipeStay'),
      autoFocusButton: 'cancel',
      icon: null,
      onOk: async () => {
        const result = await workspace.wipe();
        if (!result.ok) return onRefused(result.edits);
        void message.success(t('settings.work.wiped'));
        await session.signOut();
      },
    });
  };
}
