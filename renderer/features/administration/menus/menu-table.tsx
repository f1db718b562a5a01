import { Button, Popconfirm, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuRow } from '../../../../shared/api/administration.ts';
import { ALWAYS_SHOWN, leadsElsewhere } from '../../../../shared/domain/menus.ts';
import { formatCount } from '../../../ui/format/index.ts';
import { CaretDownFilled, CaretUpFilled } from '../../../ui/icons.tsx';
import { menuIcon } from '../../../ui/menu-icons.tsx';
import panel from '../administration.module.css';
import { useMenuWord } from '../menu-word.ts';
import { RecordTable } from '../record-table.tsx';

interface MenuTableProps {
  items: readonly MenuRow[] | undefined;
  mayEdit: boolean;
  /** Something is being saved. */
  busy: boolean;
  onMove: (key: string, by: -1 | 1) => void;
  onEdit: (item: MenuRow) => void;
  onShow: (item: MenuRow, shown: boolean) => void;
  onRemove: (key: string) => void;
}

/** The items as they stand, part by part. */
export function MenuTable({
  items,
  mayEdit,
  busy,
  onMove,
  onEdit,
  onShow,
  onRemove,
}: MenuTableProps): ReactNode {
  const { t } = useTranslation();
  const wordOf = useMenuWord();
  const standsLast = (item: MenuRow, by: -1 | 1): boolean => {
    const at = items?.indexOf(item) ?? -1;
    return items?.[at + by]?.part !== item.part;
  };
  return (
    <RecordTable<MenuRow>
      rowKey="menu_key"
      rows={items}
      empty={t('administration.menus.none')}
      columns={[
        {
          title: t('administration.menus.item'),
          ellipsis: true,
          render: (_, item) => (
            <>
              {menuIcon(item.icon)} {wordOf(item)}{' '}
              <span className={panel['second']}>
                {[item.name_en, item.shipped && t('administration.roles.shipped')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </>
          ),
        },
        {
          title: t('administration.menus.part'),
          width: 100,
          render: (_, item) => t(`administration.menus.part_${item.part}`),
        },
        {
          title: t('administration.menus.target'),
          ellipsis: true,
          render: (_, item) => (leadsElsewhere(item) ? `${item.target} ↗` : item.target),
        },
        {
          title: t('administration.menus.roles'),
          align: 'right',
          width: 90,
          render: (_, item) => formatCount(item.roles.length),
        },
        {
          title: t('administration.menus.shown'),
          width: 70,
          render: (_, item) => (
            <Switch
              size="small"
              checked={item.shown}
              disabled={!mayEdit || busy || item.menu_key === ALWAYS_SHOWN}
              aria-label={`${t('administration.menus.shown')} ${wordOf(item)}`}
              onChange={(shown) => onShow(item, shown)}
            />
          ),
        },
        {
          key: 'acts',
          width: 210,
          render: (_, item) =>
            mayEdit && (
              <span className={panel['acts']}>
                <Button
                  size="small"
                  type="text"
                  icon={<CaretUpFilled />}
                  disabled={busy || standsLast(item, -1)}
                  aria-label={`${t('administration.menus.up')} ${wordOf(item)}`}
                  onClick={() => onMove(item.menu_key, -1)}
                />
                <Button
                  size="small"
                  type="text"
                  icon={<CaretDownFilled />}
                  disabled={busy || standsLast(item, 1)}
                  aria-label={`${t('administration.menus.down')} ${wordOf(item)}`}
                  onClick={() => onMove(item.menu_key, 1)}
                />
                <Button
                  size="small"
                  type="text"
                  aria-label={`${t('administration.roles.edit')} ${wordOf(item)}`}
                  onClick={() => onEdit(item)}
                >
                  {t('administration.roles.edit')}
                </Button>
                {!item.shipped && (
                  <Popconfirm
                    title={t('administration.menus.removeAsk', { item: wordOf(item) })}
                    okText={t('administration.roles.remove')}
                    cancelText={t('common.cancel')}
                    okButtonProps={{ danger: true }}
                    onConfirm={() => onRemove(item.menu_key)}
                  >
                    <Button size="small" type="text" danger>
                      {t('administration.roles.remove')}
                    </Button>
                  </Popconfirm>
                )}
              </span>
            ),
        },
      ]}
    />
  );
}
