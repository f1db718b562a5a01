import type { Adjustment } from '../../../shared/api/adjustments.ts';
import type { Translate } from '../../i18n/index.ts';

/** A person by his name; a file and the clock by what they are. */
export function actorWords({ actor, actor_name: name }: Adjustment, t: Translate): string {
  if (actor === 'feed') return t('reassignment.log.byFeed');
  return actor === 'system' ? t('reassignment.log.bySystem') : name;
}
