import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { menuResponse, type RoleFields } from '../../../shared/api/administration.ts';
import {
  type Permission,
  PERMISSIONS,
  ROLE_LEVELS,
  type RoleLevel,
} from '../../../shared/domain/permissions.ts';
import { SideDrawer } from '../../ui/index.ts';
import { useOnlineRead } from '../online/index.ts';
import styles from './administration.module.css';
import { useMenuWord } from './menu-word.ts';

interface RoleDrawerProps {
  role: RoleFields;
  busy: boolean;
  onSave: (role: RoleFields) => void;
  onClose: () => void;
}

/** A role as it is edited: its name and level, what it carries, what its menu shows. */
export function RoleDrawer({ role, busy, onSave, onClose }: RoleDrawerProps): ReactNode {
  const { t } = useTranslation();
  const wordOf = useMenuWord();
  const { data: menu } = useOnlineRead({ path: '/admin/v1/menu', answer: menuResponse });
  const [fields, setFields] = useState(role);
  const change = (changed: Partial<RoleFields>): void => setFields((before) => ({ ...before, ...changed }));
  return (
    <SideDrawer
      open
      size={620}
      title={role.role_key === null ? t('administration.roles.add') : role.title}
      onClose={onClose}
      footer={
        <div className={styles['foot']}>
          <Button
            type="primary"
            loading={busy}
            disabled={fields.title.trim() === ''}
            onClick={() => onSave(fields)}
          >
            {t('administration.save')}
          </Button>
        </div>
      }
    >
      <Form layout="vertical">
        <Form.Item label={t('administration.roles.role')}>
          <Input
            value={fields.title}
            maxLength={60}
            aria-label={t('administration.roles.role')}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('administration.roles.level')}>
          <Select<RoleLevel>
            value={fields.level}
            aria-label={t('administration.roles.level')}
            onChange={(level) => change({ level })}
            options={ROLE_LEVELS.map((level) => ({
              value: level,
              label: t(`administration.roles.level_${level}`),
            }))}
          />
        </Form.Item>
        <Form.Item label={t('administration.roles.permissions')}>
          <Checkbox.Group<Permission>
            className={styles['checks'] ?? ''}
            value={fields.permissions}
            onChange={(permissions) => change({ permissions })}
            options={PERMISSIONS.map((permission) => ({
              value: permission,
              label: t(`administration.permission.${wordKey(permission)}`),
            }))}
          />
        </Form.Item>
        <Form.Item label={t('administration.roles.menu')}>
          <Checkbox.Group<string>
            className={styles['checks'] ?? ''}
            value={fields.menu}
            onChange={(keys) => change({ menu: keys })}
            options={(menu?.items ?? []).map((item) => ({ value: item.menu_key, label: wordOf(item) }))}
          />
        </Form.Item>
      </Form>
    </SideDrawer>
  );
}

type WordKey<P extends string> = P extends `${infer Area}.${infer Deed}` ? `${Area}_${Deed}` : never;
const wordKey = (permission: Permission): WordKey<Permission> =>
  permission.replace('.', '_') as WordKey<Permission>;
