import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type RoleFields,
  type RoleRow,
  rolesResponse,
  roleSaved,
} from '../../../shared/api/administration.ts';
import { isPermission } from '../../../shared/domain/permissions.ts';
import type { Translate } from '../../i18n/index.ts';
import { formatCount } from '../../ui/format/index.ts';
import { useAccess } from '../customers/index.ts';
import { useOnlineRead } from '../online/index.ts';
import styles from './administration.module.css';
import { RecordPanel } from './record-panel.tsx';
import { RecordTable } from './record-table.tsx';
import { RoleDrawer } from './role-drawer.tsx';
import { useAct } from './use-act.ts';

const NEW_ROLE: RoleFields = { role_key: null, title: '', level: 'COMMUNITY', permissions: [], menu: [] };

/** What roles there are, what each carries and shows. */
export function RolesPanel(): ReactNode {
  const { t } = useTranslation();
  const reading = useOnlineRead({ path: '/admin/v1/roles', answer: rolesResponse });
  const { act, busy } = useAct(reading.reload);
  const [edited, setEdited] = useState<RoleFields | null>(null);
  const save = async (body: RoleFields): Promise<void> => {
    const saved = await act(
      { method: 'POST', path: '/admin/v1/roles', body, answer: roleSaved },
      t('administration.roles.saved'),
    );
    if (saved !== null) setEdited(null);
  };
  const remove = (role_key: string): void =>
    void act({ method: 'POST', path: '/admin/v1/roles/remove', body: { role_key }, answer: null });
  return (
    <RecordPanel
      reading={reading}
      bar={<Button onClick={() => setEdited(NEW_ROLE)}>{t('administration.roles.add')}</Button>}
    >
      <RecordTable<RoleRow>
        rowKey="role_key"
        rows={reading.data?.roles}
        empty={t('administration.roles.none')}
        columns={[
          {
            title: t('administration.roles.role'),
            render: (_, role) => (
              <>
                {role.title} <span className={styles['second']}>{markOf(role, t)}</span>
              </>
            ),
          },
          {
            title: t('administration.roles.level'),
            width: 120,
            render: (_, role) => t(`administration.roles.level_${role.level}`),
          },
          {
            title: t('administration.roles.holders'),
            align: 'right',
            width: 90,
            render: (_, role) => formatCount(role.holders),
          },
          {
            title: t('administration.roles.permissions'),
            align: 'right',
            width: 90,
            render: (_, role) => role.permissions.length,
          },
          {
            title: t('administration.roles.menu'),
            align: 'right',
            width: 90,
            render: (_, role) => role.menu.length,
          },
          {
            key: 'acts',
            width: 200,
            render: (_, role) =>
              !role.may_edit ? (
                <NotHis roleKey={role.role_key} />
              ) : (
                <span className={styles['acts']}>
                  <Button
                    size="small"
                    type="text"
                    onClick={() => setEdited(fieldsOf(role))}
                    aria-label={`${t('administration.roles.edit')} ${role.title}`}
                  >
                    {t('administration.roles.edit')}
                  </Button>
                  {!role.shipped && (
                    <Popconfirm
                      title={t('administration.roles.removeAsk', { role: role.title })}
                      okText={t('administration.roles.remove')}
                      cancelText={t('common.cancel')}
                      okButtonProps={{ danger: true }}
                      onConfirm={() => remove(role.role_key)}
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
      {edited !== null && (
        <RoleDrawer
          key={edited.role_key ?? ''}
          role={edited}
          busy={busy}
          onSave={(body) => void save(body)}
          onClose={() => setEdited(null)}
        />
      )}
    </RecordPanel>
  );
}

/** Nobody changes what he himself may do. */
function NotHis({ roleKey }: { roleKey: string }): ReactNode {
  const { t } = useTranslation();
  const { grants } = useAccess();
  return grants.some(({ role }) => role === roleKey) ? (
    <span className={styles['second']}>{t('administration.roles.own')}</span>
  ) : null;
}

const fieldsOf = ({ role_key, title, level, permissions, menu }: RoleRow): RoleFields => ({
  role_key,
  title,
  level,
  permissions: permissions.filter(isPermission),
  menu,
});

const markOf = (role: RoleRow, t: Translate): string =>
  [role.shipped && t('administration.roles.shipped'), role.is_local && t('administration.roles.local')]
    .filter(Boolean)
    .join(' · ');
