import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHoldings } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { EmptyState, Panel } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { OpenButton } from './open-button.tsx';
import styles from './territory.module.css';
import type { OpenCustomers } from './use-drill-down.tsx';

/** At a community: its customers are here, or can be opened. */
export function CommunityPanel(props: {
  unitCode: string;
  customers: number;
  open: OpenCustomers;
}): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const here = useHoldings().communities.has(props.unitCode);
  const customers = formatCount(props.customers);
  if (!access.may('customer.read', props.unitCode))
    return (
      <Panel title={t('territory.community.title')}>
        <EmptyState title={t('territory.community.totalsOnly')} />
      </Panel>
    );
  return (
    <Panel title={t('territory.community.title')}>
      <EmptyState
        title={here ? t('territory.community.here') : t('territory.community.away', { customers })}
        action={
          <span className={styles['state']}>
            {here && (
              <Button type="primary" onClick={() => props.open({})}>
                {t('territory.community.list', { customers })}
              </Button>
            )}
            <OpenButton communityCode={props.unitCode} primary />
          </span>
        }
      />
    </Panel>
  );
}
