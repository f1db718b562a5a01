import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CustomerConditions, CustomerIndex, Reference, SyncStatus } from '../../../data/types.ts';
import { useGroupNames } from '../../../session/groups.ts';
import { useHoldings, useReference, useSyncStatus, useWorkspace } from '../../../session/react.tsx';
import { formatCount } from '../../../ui/format/index.ts';
import { EmptyState, ReadingState } from '../../../ui/index.ts';
import { conditionChips } from './condition-chips.ts';
import styles from './customers-page.module.css';
import { loosenings } from './loosening.ts';

/** Why there are no rows, and what would bring some: another filter, or the download. */
export function ListEmpty(props: {
  index: CustomerIndex;
  conditions: CustomerConditions;
  onAsk: (conditions: CustomerConditions) => void;
}): ReactNode {
  return (
    <div className={styles['emptyFrame']}>
      {props.index.size === 0 ? <NothingHere /> : <NothingMatches {...props} />}
    </div>
  );
}

function NothingHere(): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const status = useSyncStatus();
  const reference = useReference();
  const holdings = useHoldings();
  if (status.progress)
    return (
      <EmptyState
        title={t('customers.empty.downloading')}
        hint={t('customers.empty.downloadingRows', { rows: formatCount(status.progress.rows) })}
      />
    );
  if (status.everComplete && holdings.units.size > 0 && holdings.mine.size === 0)
    return (
      <EmptyState
        title={t('territory.list.title')}
        hint={t('territory.list.hint')}
        action={<Link to="/territory">{t('territory.list.go')}</Link>}
      />
    );
  if (status.everComplete && isStillReading(reference, status, holdings.rollupRows))
    return <ReadingState title={t('customers.empty.reading')} />;
  if (status.everComplete)
    return <EmptyState title={t('customers.empty.nobody')} hint={t('customers.empty.nobodyHint')} />;
  return (
    <EmptyState
      title={t('customers.empty.notYet')}
      hint={t('customers.empty.notYetHint')}
      action={
        <Button type="primary" onClick={() => workspace.syncNow()}>
          {t('customers.empty.syncNow')}
        </Button>
      }
    />
  );
}

/**
 * After a start the index is filled from the cache: until then there are no customers here, though more rows were
 * verified than those of units, sources and roll-ups.
 */
const isStillReading = (
  { units, freshness }: Reference,
  { verifiedRows }: SyncStatus,
  rollupRows: number,
): boolean => units.size === 0 || verifiedRows > units.size + freshness.length + rollupRows;

function NothingMatches(props: {
  index: CustomerIndex;
  conditions: CustomerConditions;
  onAsk: (conditions: CustomerConditions) => void;
}): ReactNode {
  const { index, conditions, onAsk } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const groupNames = useGroupNames();
  const found = loosenings(index, conditions, conditionChips(conditions, units, t, groupNames));
  return (
    <EmptyState
      title={t('customers.empty.title')}
      hint={
        <>
          {found.length > 0 ? t('customers.empty.loosen') : t('customers.empty.nothingHelps')}
          <div className={styles['loosen']}>
            {found.map((one) => (
              <Button key={one.chip.id} size="small" onClick={() => onAsk(one.conditions)}>
                {t('customers.empty.loosenOne', { text: one.chip.text, count: one.customers })}
              </Button>
            ))}
          </div>
        </>
      }
      action={
        <Button type="primary" onClick={() => onAsk({})}>
          {t('customers.empty.clear')}
        </Button>
      }
    />
  );
}
