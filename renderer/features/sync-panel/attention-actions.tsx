import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../../data/types.ts';
import { useWorkspace } from '../../session/react.tsx';
import { editText } from './edit-words.ts';
import { mayEditAgain, maySendAgain } from './reasons.ts';
import { RewriteModal } from './rewrite-modal.tsx';
import styles from './sync-panel.module.css';

/** What can be done with an edit that needs a decision; giving it up stands apart and asks. */
export function AttentionActions({ entry, conflict }: { entry: OutboxEntry; conflict: boolean }): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const workspace = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [editing, setEditing] = useState(false);

  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } finally {
      setBusy(false);
    }
  };
  const discard = (): void => {
    void modal.confirm({
      title: t('sync.attention.discardTitle'),
      content: t('sync.attention.discardBody', { text: `${entry.customerName} ${editText(entry, t)}` }),
      okText: t('sync.attention.discardConfirm'),
      okButtonProps: { danger: true, type: 'primary' },
      cancelText: t('sync.attention.discardStay'),
      autoFocusButton: 'cancel',
      icon: null,
      onOk: () => act(() => workspace.drop(entry.uid)),
    });
  };
  return (
    <div className={styles['actions']}>
      {conflict ? (
        <>
          <Button
            size="small"
            type="primary"
            disabled={busy}
            onClick={() => void act(() => workspace.keepMine(entry.uid))}
          >
            {t('sync.attention.keepMine')}
          </Button>
          <Button size="small" disabled={busy} onClick={() => void act(() => workspace.drop(entry.uid))}>
            {t('sync.attention.takeTheirs')}
          </Button>
        </>
      ) : (
        maySendAgain(entry.code) && (
          <Button size="small" disabled={busy} onClick={() => void act(() => workspace.keepMine(entry.uid))}>
            {t('sync.attention.sendAgain')}
          </Button>
        )
      )}
      {(conflict || mayEditAgain(entry.code)) && (
        <Button size="small" disabled={busy} onClick={() => setEditing(true)}>
          {t('sync.attention.editAgain')}
        </Button>
      )}
      {!conflict && !maySendAgain(entry.code) && !mayEditAgain(entry.code) && (
        <Button size="small" onClick={() => void navigator.clipboard.writeText(editText(entry, t))}>
          {t('sync.attention.copy')}
        </Button>
      )}
      <Button size="small" type="text" className={styles['apart'] ?? ''} disabled={busy} onClick={discard}>
        {t('sync.attention.discard')}
      </Button>
      {editing && <RewriteModal entry={entry} onClose={() => setEditing(false)} />}
    </div>
  );
}
