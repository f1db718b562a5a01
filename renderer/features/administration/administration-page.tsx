import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSyncStatus } from '../../session/react.tsx';
import { EmptyState, Page } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import styles from './administration.module.css';
import { AlarmStrip } from './alarms/alarm-strip.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { DevicesPanel } from './devices-panel.tsx';
import { DictionaryPanel } from './dictionary/dictionary-panel.tsx';
import { FeedsPanel } from './feeds-panel.tsx';
import { MenusPanel } from './menus/menus-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RolesPanel } from './roles-panel.tsx';
import { UnitsPanel } from './units/units-panel.tsx';

const TABS = [
  { key: 'people', permission: 'admin.people', panel: <PeoplePanel /> },
  { key: 'units', permission: 'admin.people', panel: <UnitsPanel /> },
  { key: 'roles', permission: 'admin.roles', panel: <RolesPanel /> },
  { key: 'menus', permission: 'admin.menus', panel: <MenusPanel /> },
  { key: 'devices', permission: 'admin.devices', panel: <DevicesPanel /> },
  { key: 'feeds', permission: 'admin.feeds', panel: <FeedsPanel /> },
  { key: 'dictionary', permission: 'admin.feeds', panel: <DictionaryPanel /> },
  { key: 'audit', permission: 'admin.audit', panel: <AuditPanel /> },
] as const;

/** 系统管理: what the server alone keeps, so nothing of it is here without a network. */
export function AdministrationPage(): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const offline = useSyncStatus().state === 'offline';
  const [params, setParams] = useSearchParams();
  const offered = TABS.filter(({ permission }) => access.mayAnywhere(permission));
  const current = offered.find(({ key }) => key === params.get('tab')) ?? offered[0];
  return (
    <Page title={t('administration.title')}>
      <section className={styles['panel']} aria-label={t('administration.title')}>
        <Tabs
          size="small"
          className={styles['tabs'] ?? ''}
          activeKey={current?.key ?? ''}
          onTabClick={(key) => setParams({ tab: key }, { replace: true })}
          items={offered.map(({ key }) => ({ key, label: t(`administration.tab.${key}`) }))}
        />
        {!offline && current?.key !== 'feeds' && (
          <AlarmStrip onOpen={() => setParams({ tab: 'feeds' }, { replace: true })} />
        )}
        {offline ? <EmptyState title={t('administration.online')} /> : current?.panel}
      </section>
    </Page>
  );
}
