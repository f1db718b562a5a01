import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../../data/types.ts';
import { useWorkspace } from '../../session/react.tsx';
import { momentOf, today } from '../../ui/format/index.ts';
import { editKind, editText } from './edit-words.ts';
import { mayEditAgain, maySendAgain } from './reasons.ts';
import { RewriteModal } from './rewrite-modal.tsx';
import { takeTheirs } from './rewrite.ts';
import styles from './sync-panel.module.css';
import { useAct } from './use-act.ts';
import { useReading } from './use-reading.ts';

/** What can be done with an edit that needs a decision; giving it up stands apart and asks. */
export function AttentionActions({ entry, conflict }: { entry: OutboxEntry; conflict: boolean }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const { unitName } = useReading();
  const { busy, act } = useAct();
  const discard = useDiscard(entry, act);
  const [editing, setEditing] = useState(false);

  const sendMine = (): void => void act(() => workspace.keepMine(entry.uid));
  const copy = async (): Promise<void> => {
    const text = editText(entry, t, { unitName, unmasked: true });
    if (await act(() => navigator.clipboard.writeText(text)))
      void message.success(t('sync.attention.copied'));
  };
  const lost = !conflict && !maySendAgain(entry) && !mayEditAgain(entry);
  return (
    <div className={styles['actions']}>
      {conflict && (
        <>
          <Button size="small" type="primary" disabled={busy} onClick={sendMine}>
            {t('sync.attention.keepMine')}
          </Button>
          <Button size="small" disabled={busy} onClick={() => void act(() => takeTheirs(workspace, entry))}>
            {t('sync.attention.takeTheirs')}
          </Button>
        </>
      )}
      {mayEditAgain(entry) && (
        <Button size="small" disabled={busy} onClick={() => setEditing(true)}>
          {t('sync.attention.editAgain')}
        </Button>
      )}
      {!conflict && maySendAgain(entry) && (
        <Button size="small" disabled={busy} onClick={sendMine}>
          {t('sync.attention.sendAgain')}
        </Button>
      )}
      {lost && (
        <Button size="small" disabled={busy} onClick={() => void copy()}>
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

/** Asks with what is lost: whose it is, what kind, when it was written, what it says. */
function useDiscard(entry: OutboxEntry, act: ReturnType<typeof useAct>['act']): () => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const workspace = useWorkspace();
  const { unitName } = useReading();
  return () => {
    void modal.confirm({
      title: t('sync.attention.discardTitle'),
      content: (
        <>
          <p className={styles['lostHead']}>
            {entry.customerName} · {editKind(entry, t)} · {momentOf(entry.occurred_at, today(new Date()))}
          </p>
          <p className={styles['lost']}>{editText(entry, t, { unitName })}</p>
          <p className={styles['quiet']}>{t('sync.attention.discardBody')}</p>
        </>
      ),
      okText: t('sync.attention.discardConfirm'),
      okButtonProps: { danger: true, type: 'primary' },
      cancelText: t('sync.attention.discardStay'),
      autoFocusButton: 'cancel',
      icon: null,
      onOk: () => act(() => workspace.drop(entry.uid)),
    });
  };
}
