import { Progress } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadProgress } from '../../data/types.ts';
import type { Translate } from '../../i18n/index.ts';
import { useReference } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { downloadAreas } from './download-areas.ts';
import type { DownloadArea } from './download-areas.ts';
import styles from './entry.module.css';
import { CheckOutlined } from '../../ui/icons.tsx';

/** What has come, what is coming and what waits, per centre. */
export function DownloadTable({ progress }: { progress: DownloadProgress | null }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const areas = useMemo(() => downloadAreas(progress?.buckets ?? [], units), [progress, units]);
  return (
    <div className={styles['areas']} tabIndex={0} role="group" aria-label={t('download.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col" style={{ width: '22%' }}>
              {t('download.columns.area')}
            </th>
            <th scope="col">{t('download.columns.content')}</th>
            <th scope="col" style={{ width: '28%' }}>
              {t('download.columns.progress')}
            </th>
            <th scope="col" style={{ width: '22%' }}>
              {t('download.columns.rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {areas.map((area) => (
            <tr key={area.key} className={area.state === 'waiting' ? styles['waiting'] : ''}>
              <td>{areaName(area, t)}</td>
              <td className={styles['quiet']}>{areaContent(area, t)}</td>
              <td>
                <AreaProgress area={area} />
              </td>
              <td>{areaRows(area)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function areaName(area: DownloadArea, t: Translate): string {
  if (area.kind === 'reference') return t('download.reference');
  return area.kind === 'mine' ? t('download.mine') : area.name;
}

function areaContent(area: DownloadArea, t: Translate): string {
  if (area.kind === 'reference') return t('download.referenceContent');
  if (area.kind === 'mine') return t('download.mineContent');
  return area.customers === null
    ? '—'
    : t('download.customers', { count: area.customers, shown: formatCount(area.customers) });
}

function areaRows(area: DownloadArea): string {
  const expected = area.expectedRows === null ? null : formatCount(area.expectedRows);
  if (area.state === 'complete') return formatCount(area.rows);
  if (area.state === 'waiting') return expected ?? '—';
  return expected === null ? formatCount(area.rows) : `${formatCount(area.rows)} / ${expected}`;
}

function AreaProgress({ area }: { area: DownloadArea }): ReactNode {
  const { t } = useTranslation();
  if (area.state === 'waiting') return t('download.waiting');
  if (area.state === 'complete') {
    return (
      <span className={styles['quiet']}>
        <CheckOutlined className={styles['good'] ?? ''} />
        {t('download.arrived')}
      </span>
    );
  }
  const percent = area.expectedRows ? Math.min(99, Math.floor((area.rows / area.expectedRows) * 100)) : 0;
  return <Progress percent={percent} status="normal" size={[110, 6]} format={(value) => `${value ?? 0}%`} />;
}
