import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../../shared/api/devices.ts';
import { ENTITIES } from '../../../shared/domain/rows.ts';
import type { Entity } from '../../../shared/domain/rows.ts';
import { minuteOf } from '../../../shared/lib/dates.ts';
import { formatCount } from '../../ui/format/index.ts';
import styles from './administration.module.css';

/** A newer client may hold kinds of which this one has no word: they stand under the name by which they are kept. */
const isWorded = (name: string): name is Entity => (ENTITIES as readonly string[]).includes(name);

/** What a device held of each kind when it last told: counts, the largest first. */
export function DeviceHoldings({ device }: { device: DeviceRow }): ReactNode {
  const { t } = useTranslation();
  const kinds = Object.entries(device.held).sort(([, a], [, b]) => b - a);
  const wordOf = (kind: string): string => (isWorded(kind) ? t(`administration.held.${kind}`) : kind);
  return (
    <p className={styles['holdings']}>
      {t('administration.devices.reported', {
        at: minuteOf(device.reported_at ?? ''),
        system: device.system === null ? '—' : t(`administration.devices.system_${device.system}`),
      })}
      {kinds.map(([kind, rows]) => ` · ${wordOf(kind)} ${formatCount(rows)}`).join('')}
    </p>
  );
}
