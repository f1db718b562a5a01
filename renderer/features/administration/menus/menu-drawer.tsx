import { Button, Form, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type MenuRow, menuTarget, rolesResponse } from '../../../../shared/api/administration.ts';
import {
  ALWAYS_SHOWN,
  leadsElsewhere,
  MENU_ICONS,
  MENU_PARTS,
  type MenuPart,
} from '../../../../shared/domain/menus.ts';
import { SideDrawer } from '../../../ui/index.ts';
import { menuIcon } from '../../../ui/menu-icons.tsx';
import { useOnlineRead } from '../../online/index.ts';
import panel from '../administration.module.css';
import { useMenuWord } from '../menu-word.ts';

interface MenuDrawerProps {
  item: MenuRow;
  isNew: boolean;
  /** Hosts to which the menu may lead already. */
  hosts: readonly string[];
  busy: boolean;
  onSave: (item: MenuRow) => void;
  onClose: () => void;
}

/** An item as it is edited. Where a screen of the product leads is the product's business. */
export function MenuDrawer({ item, isNew, hosts, busy, onSave, onClose }: MenuDrawerProps): ReactNode {
  const { t } = useTranslation();
  const wordOf = useMenuWord();
  const { data: roles } = useOnlineRead({ path: '/admin/v1/roles', answer: rolesResponse });
  const [fields, setFields] = useState(item);
  const change = (changed: Partial<MenuRow>): void => setFields((before) => ({ ...before, ...changed }));
  const target = fields.target.trim();
  const wrongTarget =
    !item.shipped && target !== '' && !(menuTarget.safeParse(target).success && leadsElsewhere({ target }));
  const host = wrongTarget || target === '' || item.shipped ? null : new URL(target).host;
  const complete = item.shipped || (fields.name.trim() !== '' && target !== '' && !wrongTarget);
  return (
    <SideDrawer
      open
      size={620}
      title={isNew ? t('administration.menus.add') : wordOf(item)}
      onClose={onClose}
      footer={
        <div className={panel['foot']}>
          <Button
            type="primary"
            loading={busy}
            disabled={!complete}
            onClick={() =>
              onSave({ ...fields, name: fields.name.trim(), name_en: fields.name_en.trim(), target })
            }
          >
            {t('administration.save')}
          </Button>
        </div>
      }
    >
      <Form layout="vertical">
        <Form.Item
          label={t('administration.menus.nameZh')}
          {...(item.shipped
            ? { extra: t('administration.menus.ownWord', { word: wordOf({ ...item, name: '' }) }) }
            : {})}
        >
          <Input
            value={fields.name}
            maxLength={40}
            aria-label={t('administration.menus.nameZh')}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('administration.menus.nameEn')}>
          <Input
            value={fields.name_en}
            maxLength={40}
            aria-label={t('administration.menus.nameEn')}
            onChange={(event) => change({ name_en: event.target.value })}
          />
        </Form.Item>
        <Form.Item
          label={t('administration.menus.target')}
          {...(wrongTarget ? { validateStatus: 'error', help: t('administration.menus.targetWrong') } : {})}
          {...(host !== null && !hosts.includes(host)
            ? { extra: t('administration.menus.newHost', { host }) }
            : {})}
        >
          <Input
            value={fields.target}
            maxLength={300}
            disabled={item.shipped}
            placeholder="https://"
            aria-label={t('administration.menus.target')}
            onChange={(event) => change({ target: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('administration.menus.part')}>
          <Select<MenuPart>
            value={fields.part}
            aria-label={t('administration.menus.part')}
            onChange={(part) => change({ part })}
            options={MENU_PARTS.map((part) => ({
              value: part,
              label: t(`administration.menus.part_${part}`),
            }))}
          />
        </Form.Item>
        <Form.Item label={t('administration.menus.icon')}>
          <Select<string>
            value={fields.icon}
            aria-label={t('administration.menus.icon')}
            onChange={(icon) => change({ icon })}
            options={MENU_ICONS.map((icon) => ({
              value: icon,
              label: <span aria-label={icon}>{menuIcon(icon)}</span>,
            }))}
          />
        </Form.Item>
        <Form.Item label={t('administration.menus.roles')}>
          <Select<string[]>
            mode="multiple"
            allowClear
            optionFilterProp="label"
            maxTagCount="responsive"
            value={fields.roles}
            aria-label={t('administration.menus.roles')}
            onChange={(chosen) => change({ roles: chosen })}
            options={(roles?.roles ?? []).map(({ role_key, title }) => ({ value: role_key, label: title }))}
          />
        </Form.Item>
        <Form.Item
          label={t('administration.menus.shown')}
          {...(item.menu_key === ALWAYS_SHOWN ? { extra: t('administration.menus.staysShown') } : {})}
        >
          <Switch
            size="small"
            checked={fields.shown}
            disabled={item.menu_key === ALWAYS_SHOWN}
            aria-label={t('administration.menus.shown')}
            onChange={(shown) => change({ shown })}
          />
        </Form.Item>
      </Form>
      <p className={panel['second']}>{t('administration.menus.takesEffect')}</p>
    </SideDrawer>
  );
}
