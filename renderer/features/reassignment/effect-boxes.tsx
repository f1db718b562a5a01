import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../data/request-view.ts';
import { useHoldings, useIndex, useReference } from '../../session/react.tsx';
import { formatCount, formatYuanDifference } from '../../ui/format/index.ts';
import { holderNames } from './communities.ts';
import { effectOf } from './effect.ts';
import type { CommunityEffect } from './effect.ts';
import styles from './reassignment.module.css';

/** Both communities side by side, before and after. */
export function EffectBoxes({ request }: { request: RequestView }): ReactNode {
  const index = useIndex();
  const { communities } = useHoldings();
  const effect = useMemo(() => effectOf(request, index, communities), [request, index, communities]);
  return (
    <div className={styles['effect']}>
      <Box effect={effect.from} open={request.state === 'OPEN'} />
      <span className={styles['arrow']} aria-hidden>
        →
      </span>
      <Box effect={effect.to} open={request.state === 'OPEN'} />
    </div>
  );
}

/** Once decided, the count of today says nothing about the time before: names alone. */
function Box({ effect, open }: { effect: CommunityEffect; open: boolean }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const unit = units.get(effect.communityCode);
  const { customers, revenue } = effect;
  return (
    <div className={styles['box']}>
      <b>{unit?.name ?? (effect.communityCode || t('reassignment.unknownPlace'))}</b>
      <span className={styles['quiet']}>{holderNames(unit).join('、')}</span>
      {open && (
        <dl>
          <dt>{t('reassignment.effect.customers')}</dt>
          <dd>
            {customers === null ? (
              <span className={styles['quiet']}>{t('reassignment.effect.notHere')}</span>
            ) : (
              <>
                {formatCount(customers.before)} → <b>{formatCount(customers.after)}</b>
              </>
            )}
          </dd>
          <dt>{t('reassignment.effect.revenue')}</dt>
          <dd>{revenue === null ? t('common.none') : <b>{formatYuanDifference(revenue)}</b>}</dd>
        </dl>
      )}
    </div>
  );
}
