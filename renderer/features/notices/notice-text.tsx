import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeView } from '../../data/notices.ts';
import { useReference, useWorkspace } from '../../session/react.tsx';
import { momentOf } from '../../ui/format/index.ts';
import { Panel } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { markRead, withdraw } from './acts.ts';
import styles from './notices.module.css';
import { ReceiptsDrawer } from './receipts-drawer.tsx';

/** One notice: who says it to whom, for how long, and its paragraphs. Reading it through is said by a button. */
export function NoticeText(props: { notice: NoticeView; today: string; onGone: () => void }): ReactNode {
  const { notice, today, onGone } = props;
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const workspace = useWorkspace();
  const access = useAccess();
  const { units } = useReference();
  const [receipts, setReceipts] = useState(false);
  const unit = units.get(notice.unitCode)?.name ?? notice.unitCode;
  const mine = notice.publishedBy === access.staff.staff_no || access.may('notice.publish', notice.unitCode);
  const told = (work: Promise<unknown>): Promise<unknown> =>
    work.catch(() => message.error(t('common.notKept')));
  const ask = (): void => {
    void modal.confirm({
      title: t('notices.withdrawTitle', { title: notice.title }),
      content: t('notices.withdrawBody'),
      okText: t('notices.withdrawConfirm'),
      cancelText: t('notices.withdrawKeep'),
      okButtonProps: { danger: true, type: 'primary' },
      autoFocusButton: 'cancel',
      onOk: async () => {
        await told(withdraw(workspace, notice));
        onGone();
      },
    });
  };
  return (
    <Panel
      fill
      className={styles['text'] ?? ''}
      title={notice.title}
      hint={t(`domain.noticeKind.${notice.kind}`)}
      actions={
        <>
          {!notice.isRead && (
            <Button type="primary" size="small" onClick={() => void told(markRead(workspace, notice))}>
              {t('notices.markRead')}
            </Button>
          )}
          {mine && !notice.waiting && (
            <Button size="small" onClick={() => setReceipts(true)}>
              {t('notices.receipts.open')}
            </Button>
          )}
          {mine && (
            <Button size="small" type="text" danger onClick={ask}>
              {t('notices.withdraw')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['quiet']}>
        {t('notices.by', { name: notice.publishedByName, unit, at: momentOf(notice.publishedAt, today) })}
      </div>
      <div className={styles['quiet']}>
        {t('notices.to', { unit })} ·{' '}
        {notice.validTo === undefined
          ? t('notices.valid', { from: notice.validFrom })
          : t('notices.validTo', { from: notice.validFrom, to: notice.validTo })}
        {notice.readAt !== undefined && ` · ${t('notices.readAt', { at: momentOf(notice.readAt, today) })}`}
      </div>
      <div className={styles['paragraphs']}>
        {notice.text.split('\n').map((paragraph, at) => (
          <p key={at}>{paragraph}</p>
        ))}
      </div>
      {receipts && <ReceiptsDrawer notice={notice} today={today} onClose={() => setReceipts(false)} />}
    </Panel>
  );
}
