import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSyncStatus } from '../../session/react.tsx';
import { bucketLines } from './bucket-rows.ts';
import { Section } from './section.tsx';
import styles from './sync-panel.module.css';
import { useReading } from './use-reading.ts';

const SHOWN = 5;

/** What is kept here, bucket by bucket, and whether each is the server's. */
export function BucketList(): ReactNode {
  const { t } = useTranslation();
  const status = useSyncStatus();
  const { unitName } = useReading();
  const [all, setAll] = useState(false);
  const lines = bucketLines(status, unitName, t);
  const shown = all ? lines : lines.slice(0, SHOWN);
  return (
    <Section title={t('sync.buckets.title')} count={lines.length} aside={t('sync.buckets.hint')}>
      {lines.length === 0 && <p className={styles['none']}>{t('sync.buckets.none')}</p>}
      <ul className={styles['list']}>
        {shown.map(({ bucket, name, rows, state, tone }) => (
          <li key={bucket}>
            <span className={styles['bucket']} title={name}>
              {name}
            </span>
            <span className={tone === 'soon' ? styles['late'] : styles['text']}>{state}</span>
            <span className={styles['figure']}>{rows}</span>
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <Button type="link" size="small" className={styles['all'] ?? ''} onClick={() => setAll(true)}>
          {t('sync.buckets.all', { count: lines.length })}
        </Button>
      )}
    </Section>
  );
}
