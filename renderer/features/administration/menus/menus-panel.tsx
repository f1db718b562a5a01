import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { menuResponse, type MenuRow } from '../../../../shared/api/administration.ts';
import { leadsElsewhere } from '../../../../shared/domain/menus.ts';
import { useOnlineRead } from '../../online/index.ts';
import panel from '../administration.module.css';
import { RecordPanel } from '../record-panel.tsx';
import { useAct } from '../use-act.ts';
import { MenuDrawer } from './menu-drawer.tsx';
import { inParts, moved, withItem } from './menu-order.ts';
import { MenuTable } from './menu-table.tsx';

/** A new item has a key of its own; what people read is its name. */
const newItem = (): MenuRow => ({
  menu_key: `LINK_${crypto.randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`,
  name: '',
  name_en: '',
  icon: 'export',
  part: 'daily',
  target: '',
  shown: true,
  shipped: false,
  roles: [],
});

const hostsOf = (items: readonly MenuRow[]): string[] => [
  ...new Set(items.filter(leadsElsewhere).map(({ target }) => new URL(target).host)),
];

/** What stands in the menu of everybody, in which order, and where it leads; which role shows what of it. */
export function MenusPanel(): ReactNode {
  const { t } = useTranslation();
  const reading = useOnlineRead({ path: '/admin/v1/menu', answer: menuResponse });
  const { act, busy } = useAct(reading.reload);
  const [edited, setEdited] = useState<MenuRow | null>(null);
  const menu = reading.data;
  const items = menu?.items ?? [];
  const save = async (changed: readonly MenuRow[]): Promise<void> => {
    const body = {
      items: inParts(changed).map(({ shipped: _, ...item }) => item),
      hosts: hostsOf(changed),
      version: menu?.version,
    };
    const saved = await act(
      { method: 'POST', path: '/admin/v1/menu', body, answer: null },
      t('administration.menus.saved'),
    );
    if (saved !== null) setEdited(null);
  };
  return (
    <RecordPanel
      reading={reading}
      bar={
        <>
          {menu?.may_edit === true && (
            <Button onClick={() => setEdited(newItem())}>{t('administration.menus.add')}</Button>
          )}
          <span className={panel['count']}>
            {t(
              menu?.may_edit === false
                ? 'administration.menus.regionOnly'
                : 'administration.menus.takesEffect',
            )}
          </span>
        </>
      }
    >
      <MenuTable
        items={menu === null ? undefined : inParts(items)}
        mayEdit={menu?.may_edit === true}
        // What is changed next must be changed on what was saved last.
        busy={busy || reading.reading}
        onMove={(key, by) => {
          const changed = moved(items, key, by);
          if (changed !== null) void save(changed);
        }}
        onEdit={setEdited}
        onShow={(item, shown) => void save(withItem(items, { ...item, shown }))}
        onRemove={(key) => void save(items.filter(({ menu_key }) => menu_key !== key))}
      />
      {edited !== null && (
        <MenuDrawer
          key={edited.menu_key}
          item={edited}
          isNew={!items.some(({ menu_key }) => menu_key === edited.menu_key)}
          hosts={menu?.hosts ?? []}
          busy={busy}
          onSave={(item) => void save(withItem(items, item))}
          onClose={() => setEdited(null)}
        />
      )}
    </RecordPanel>
  );
}
