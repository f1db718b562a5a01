import { Drawer } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { receiptsResponse } from '../../../shared/api/notices.ts';
import type { Receipt } from '../../../shared/api/notices.ts';
import type { NoticeView } from '../../data/notices.ts';
import { useWorkspace } from '../../session/react.tsx';
import { TransportError } from '../../sync/transport-error.ts';
import { formatCount, momentOf } from '../../ui/format/index.ts';
import { EmptyState, ErrorState } from '../../ui/index.ts';
import styles from './notices.module.css';

type Asked = { kind: 'asking' } | { kind: 'told'; receipts: Receipt[] } | { kind: 'failed'; error: unknown };

/** Who has read a notice and who has not; only the server knows. */
export function ReceiptsDrawer(props: { notice: NoticeView; today: string; onClose: () => void }): ReactNode {
  const { notice, today, onClose } = props;
  const { t } = useTranslation();
  const { online } = useWorkspace();
  const [asked, setAsked] = useState<Asked>({ kind: 'asking' });
  const { noticeId } = notice;
  useEffect(() => {
    const gone = new AbortController();
    online
      .ask({
        path: '/notices/v1/receipts',
        query: { notice_id: noticeId },
        answer: receiptsResponse,
        signal: gone.signal,
      })
      .then(
        ({ receipts }) => !gone.signal.aborted && setAsked({ kind: 'told', receipts }),
        (error: unknown) => !gone.signal.aborted && setAsked({ kind: 'failed', error }),
      );
    return () => gone.abort();
  }, [online, noticeId]);
  return (
    <Drawer
      open
      title={t('notices.receipts.title')}
      size={460}
      loading={asked.kind === 'asking'}
      onClose={onClose}
    >
      {asked.kind === 'failed' && <Failed error={asked.error} />}
      {asked.kind === 'told' &&
        (asked.receipts.length === 0 ? (
          <EmptyState title={t('notices.receipts.none')} />
        ) : (
          <Receipts receipts={asked.receipts} today={today} />
        ))}
    </Drawer>
  );
}

function Failed({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation();
  const code = error instanceof TransportError ? error.code : null;
  const offline = error instanceof TransportError && error.kind === 'offline';
  return (
    <ErrorState
      title={t('notices.receipts.failed')}
      text={t('notices.receipts.offline')}
      {...(offline || code === null ? {} : { code })}
    />
  );
}

function Receipts({ receipts, today }: { receipts: readonly Receipt[]; today: string }): ReactNode {
  const { t } = useTranslation();
  const read = receipts.filter(({ read_at: at }) => at !== null).length;
  return (
    <>
      <p>{t('notices.receipts.count', { read: formatCount(read), all: formatCount(receipts.length) })}</p>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th>{t('notices.receipts.name')}</th>
            <th>{t('notices.receipts.unit')}</th>
            <th>{t('notices.receipts.readAt')}</th>
          </tr>
        </thead>
        <tbody>
          {receipts.map(({ staff_no: staffNo, name, unit_name: unit, read_at: at }) => (
            <tr key={staffNo}>
              <td>{name}</td>
              <td>{unit}</td>
              <td className={at === null ? styles['soon'] : ''}>
                {at === null ? t('notices.receipts.notRead') : momentOf(at, today)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
