import { Button, Tabs } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { RequestView } from '../../data/request-view.ts';
import { useReference, useRequests } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { Page } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { AdjustmentLog } from './adjustment-log.tsx';
import { Deputies } from './deputies.tsx';
import { groupOf, ofGroup, REQUEST_GROUPS } from './groups.ts';
import type { RequestGroup } from './groups.ts';
import styles from './reassignment.module.css';
import { RequestQueue } from './request-queue.tsx';
import { TakeDialog } from './take-dialog.tsx';

const ONLINE_TABS = ['log', 'deputies'] as const;
type Tab = RequestGroup | (typeof ONLINE_TABS)[number];

/** 调整审批: requests, and beside them what the server alone can tell: the adjustment log, and who stands in for whom. */
export function RequestsPage(): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const { units } = useReference();
  const requests = useRequests();
  const decides = mayDecide(access);
  const [tab, choose] = useTab(requests, decides);
  const [taking, setTaking] = useState(false);
  const [shared, setShared] = useState<string | null>(null);
  const offered: Tab[] = [
    ...REQUEST_GROUPS,
    ...(access.mayAnywhere('customer.read') ? (['log'] as const) : []),
    ...(decides ? (['deputies'] as const) : []),
  ];
  const tabs = (
    <Tabs
      size="small"
      className={styles['tabs'] ?? ''}
      activeKey={tab}
      onTabClick={(key) => choose(offered.find((one) => one === key) ?? 'inbox')}
      items={offered.map((key) => ({
        key,
        label:
          key === 'log' || key === 'deputies'
            ? t(`reassignment.tab.${key}`)
            : `${t(`reassignment.group.${key}`)} ${formatCount(ofGroup(requests, key).length)}`,
      }))}
    />
  );
  const unit = shared === null ? undefined : units.get(shared);
  return (
    <Page
      title={t('reassignment.title')}
      {...(unit ? { hint: t('reassignment.within', { unit: unit.name }) } : {})}
      actions={
        access.mayAnywhere('reassignment.ask') && (
          <Button onClick={() => setTaking(true)}>{t('reassignment.ask.take')}</Button>
        )
      }
    >
      {tab === 'log' ? (
        <AdjustmentLog tabs={tabs} />
      ) : tab === 'deputies' ? (
        <Deputies tabs={tabs} />
      ) : (
        <RequestQueue key={tab} group={tab} requests={requests} tabs={tabs} onShared={setShared} />
      )}
      {taking && <TakeDialog onDone={() => setTaking(false)} />}
    </Page>
  );
}

const mayDecide = ({ mayAnywhere }: ReturnType<typeof useAccess>): boolean =>
  mayAnywhere('reassignment.approve') || mayAnywhere('reassignment.approveBetweenNetworks');

/** The address says which; without it, what there is to do: for an approver his inbox, else his own requests. */
function useTab(requests: readonly RequestView[], decides: boolean): [Tab, (next: Tab) => void] {
  const [params, setParams] = useSearchParams();
  const hasInbox = decides || requests.some((request) => groupOf(request) === 'inbox');
  const tab =
    [...REQUEST_GROUPS, ...ONLINE_TABS].find((one) => one === params.get('group')) ??
    (hasInbox ? 'inbox' : 'mine');
  return [tab, (next) => setParams({ group: next }, { replace: true })];
}
