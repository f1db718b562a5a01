import { Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, Page } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { AgeingPanel } from './ageing-panel.tsx';
import { ExpiryPanel } from './expiry-panel.tsx';
import { WorkbenchKpis } from './kpis.tsx';
import { MoversPanel } from './movers-panel.tsx';
import { TodayPanel } from './today-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';
import { useWorkbench } from './use-workbench.ts';
import type { Workbench } from './use-workbench.ts';
import styles from './workbench.module.css';

/** 工作台: the day's list, five figures, and what they are made of; every number opens what it counts. */
export function WorkbenchPage(): ReactNode {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const { today } = workbench.figures;
  return (
    <Page
      title={t('workbench.title')}
      hint={`${today} ${dayjs(today).format('dddd')}`}
      actions={<Choices workbench={workbench} />}
    >
      {workbench.index.size === 0 ? (
        <NoCustomers />
      ) : (
        <>
          <WorkbenchKpis workbench={workbench} />
          <div className={styles['grid-of-panels']}>
            <TodayPanel workbench={workbench} />
            <TrendPanel workbench={workbench} />
            <AgeingPanel workbench={workbench} />
            <ExpiryPanel workbench={workbench} />
            <MoversPanel workbench={workbench} />
          </div>
        </>
      )}
    </Page>
  );
}

function NoCustomers(): ReactNode {
  const { t } = useTranslation();
  return useAccess().mayAnywhere('customer.read') ? (
    <EmptyState title={t('workbench.empty')} hint={t('workbench.emptyHint')} />
  ) : (
    <EmptyState title={t('customers.territory.none')} />
  );
}

/** Antd has no null among its values. */
const EVERYTHING = '*';

function Choices({ workbench }: { workbench: Workbench }): ReactNode {
  const { t } = useTranslation();
  const { scopes, scope, months, figures } = workbench;
  return (
    <>
      <Select
        className={styles['scope'] ?? ''}
        aria-label={t('workbench.scope')}
        showSearch={{ optionFilterProp: 'title' }}
        popupMatchSelectWidth={220}
        value={scope.unitCode ?? EVERYTHING}
        options={scopes.map(({ unitCode, name, depth }) => ({
          value: unitCode ?? EVERYTHING,
          title: name,
          label: <span style={{ paddingLeft: depth === 2 ? 14 : 0 }}>{name}</span>,
        }))}
        onChange={(value: string) => workbench.chooseScope(value === EVERYTHING ? null : value)}
      />
      {figures.month !== null && (
        <Select
          className={styles['month'] ?? ''}
          aria-label={t('workbench.month')}
          value={figures.month}
          options={months.map((value) => ({ value, label: t('workbench.monthOf', { month: value }) }))}
          onChange={(value: string) => workbench.chooseMonth(value)}
        />
      )}
    </>
  );
}
