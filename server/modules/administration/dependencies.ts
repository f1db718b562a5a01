import type { Pool } from 'pg';
import type { Clock } from '../../../shared/lib/clock.ts';
import type { AlarmThresholds } from '../../feeds/alarms/thresholds.ts';

export interface AdministrationDependencies {
  pool: Pool;
  clock: Clock;
  /** The folder that is looked at for new files; null for none. */
  watchedFolder: string | null;
  thresholds: AlarmThresholds;
}
