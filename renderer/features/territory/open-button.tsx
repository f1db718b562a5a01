import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { communityBucket } from '../../../shared/sync/protocol.ts';
import { useHoldings, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import styles from './territory.module.css';

/** Where a community stands: not here, on its way with how far, here, or refused; and what can be done about it. */
export function OpenButton({
  communityCode,
  primary,
}: {
  communityCode: string;
  primary?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { territory } = useWorkspace();
  const { opened, communities } = useHoldings();
  const status = useSyncStatus();
  const own = opened.find((one) => one.communityCode === communityCode);
  const close = (
    <Button size="small" type="text" onClick={() => territory.close(communityCode)}>
      {t('territory.open.close')}
    </Button>
  );
  if (communities.has(communityCode))
    return (
      <span className={styles['state']}>
        <span className={styles['good']}>{t('territory.open.here')}</span>
        {own !== undefined && close}
      </span>
    );
  if (own === undefined)
    return (
      <Button
        size={primary ? 'middle' : 'small'}
        type={primary ? 'primary' : 'default'}
        onClick={() => territory.open(communityCode)}
      >
        {primary ? t('territory.open.open') : t('territory.open.short')}
      </Button>
    );
  if (own.state === 'refused')
    return (
      <span className={styles['state']}>
        <span className={styles['soon']}>{t('territory.open.refused')}</span>
        {close}
      </span>
    );
  const bucket = status.progress?.buckets.find((one) => one.bucket === communityBucket(communityCode));
  const offline = status.state === 'offline' || status.state === 'signInExpired';
  return (
    <span className={styles['state']}>
      <span role="status">
        {offline
          ? t('territory.open.offline')
          : bucket === undefined
            ? t('territory.open.waiting')
            : t('territory.open.rows', {
                rows: formatCount(bucket.rows),
                of: bucket.expectedRows === null ? '…' : formatCount(bucket.expectedRows),
              })}
      </span>
      {close}
    </span>
  );
}
