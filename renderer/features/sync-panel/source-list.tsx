import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { daysLate } from '../../../shared/domain/feed-sources.ts';
import { FEED_SOURCES } from '../../../shared/domain/rows.ts';
import type { Freshness } from '../../../shared/domain/rows.ts';
import { useReference } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { Section } from './section.tsx';
import styles from './sync-panel.module.css';

/** Per source: as of when, how often it should come or how late it is, and how many rows. */
export function SourceList(): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const sources = FEED_SOURCES.flatMap((source) => {
    const rows = freshness.filter((row) => row.source === source);
    const oldest = rows.toSorted((a, b) => a.asOf.localeCompare(b.asOf))[0];
    return oldest === undefined ? [] : [{ oldest, rows: rows.reduce((sum, row) => sum + row.rows, 0) }];
  });
  return (
    <Section title={t('sync.sources.title')} aside={t('sync.sources.asOf')}>
      {sources.length === 0 ? (
        <p className={styles['none']}>{t('sync.sources.none')}</p>
      ) : (
        <ul className={styles['list']}>
          {sources.map(({ oldest, rows }) => (
            <li key={oldest.source} title={oldest.file}>
              <span className={styles['source']}>{t(`domain.source.${oldest.source}`)}</span>
              <span className={styles['asOf']}>
                {oldest.cadence === 'MONTHLY' ? t('sync.sources.month', { month: oldest.asOf }) : oldest.asOf}
              </span>
              <Cadence row={oldest} />
              <span className={styles['figure']}>{t('sync.sources.rows', { rows: formatCount(rows) })}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Cadence({ row }: { row: Freshness }): ReactNode {
  const { t } = useTranslation();
  const cadence = t(`domain.cadence.${row.cadence}`);
  const late = daysLate(row, useServerNow());
  if (late === 0) return <span className={styles['text']}>{cadence}</span>;
  return <span className={styles['late']}>{t('sync.sources.late', { days: late, cadence })}</span>;
}
