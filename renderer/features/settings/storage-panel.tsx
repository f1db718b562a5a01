import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIndex, useSyncStatus } from '../../session/react.tsx';
import { formatCount, formatMegabytes } from '../../ui/format/index.ts';
import { FactList, Panel } from '../../ui/index.ts';
import styles from './settings.module.css';

interface StorageFacts {
  usage: number | null;
  quota: number | null;
  persisted: boolean;
}

async function readStorage(): Promise<StorageFacts> {
  const { usage, quota } = await navigator.storage.estimate();
  return { usage: usage ?? null, quota: quota ?? null, persisted: await navigator.storage.persisted() };
}

/** How much room the data of this machine takes, and whether the browser may clear it by itself. */
export function StoragePanel(): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const { verifiedRows } = useSyncStatus();
  const [facts, setFacts] = useState<StorageFacts | null>(null);
  const read = useCallback(() => readStorage().then(setFacts, () => setFacts(null)), []);

  useEffect(() => {
    void read();
  }, [read, index.version]);

  const askToKeep = async (): Promise<void> => {
    await navigator.storage.persist();
    await read();
  };
  return (
    <Panel title={t('settings.storage')}>
      <FactList
        facts={[
          [
            t('settings.cached'),
            t('settings.cachedRows', {
              customers: formatCount(index.count({})),
              rows: formatCount(verifiedRows),
            }),
          ],
          [t('settings.used'), <UsedRoom key="used" facts={facts} />],
          [
            t('settings.persistence'),
            facts?.persisted === true ? (
              t('settings.persistent')
            ) : (
              <div key="ask" className={styles['stack']}>
                <span>{t('settings.notPersistent')}</span>
                <Button size="small" onClick={() => void askToKeep()}>
                  {t('settings.askPersistence')}
                </Button>
              </div>
            ),
          ],
        ]}
      />
    </Panel>
  );
}

function UsedRoom({ facts }: { facts: StorageFacts | null }): ReactNode {
  const { t } = useTranslation();
  if (facts === null || facts.usage === null) return t('settings.usedUnknown');
  const used = formatMegabytes(facts.usage);
  if (facts.quota === null) return t('settings.usedOnly', { used });
  return t('settings.usedOf', { used, quota: `${formatCount(facts.quota / 1_000_000_000)} GB` });
}
