import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useGroups } from '../../session/groups.ts';
import { useIndex, useWorkspace } from '../../session/react.tsx';
import { ErrorState, takeFocus } from '../../ui/index.ts';
import { addMembers } from './acts.ts';
import styles from './groups.module.css';
import { groupPath } from './paths.ts';
import { useGroupRights } from './use-group-rights.ts';

/** 加入客户群: the customers of a list or a selection into a group; absent for who writes none. */
export function AddToGroupButton(props: { codes: () => readonly string[]; small?: boolean }): ReactNode {
  const { t } = useTranslation();
  const rights = useGroupRights();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (rights.units.length === 0) return null;
  return (
    <>
      <Button {...(props.small ? { size: 'small' as const } : {})} onClick={() => setCodes(props.codes())}>
        {t('groups.toGroup.open')}
      </Button>
      {codes !== null && <ToGroupDialog codes={codes} onDone={() => setCodes(null)} />}
    </>
  );
}

function ToGroupDialog({ codes, onDone }: { codes: readonly string[]; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const index = useIndex();
  const groups = useGroups();
  const rights = useGroupRights();
  const [groupId, setGroup] = useState<string | undefined>();
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const group = groups.find((one) => one.groupId === groupId);
  const members = group === undefined ? new Set<string>() : index.members(group.groupId);
  const already = codes.filter((code) => members.has(code)).length;
  const allowed = group
    ? codes.filter((code) => !members.has(code) && rights.mayAdd(group, code, index))
    : [];
  const outside = group ? codes.length - already - allowed.length : 0;

  const save = async (): Promise<void> => {
    if (group === undefined || allowed.length === 0 || state === 'saving') return;
    setState('saving');
    try {
      await addMembers(workspace, group, allowed);
      message.success(t('groups.add.done', { count: allowed.length }));
      onDone();
      void navigate(groupPath(group.groupId));
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal
      open
      title={t('groups.toGroup.title', { count: codes.length })}
      okText={t('groups.add.confirm', { count: allowed.length })}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: allowed.length === 0, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Select
        ref={takeFocus}
        className={styles['wide'] ?? ''}
        aria-label={t('groups.toGroup.group')}
        placeholder={t('groups.toGroup.placeholder')}
        showSearch={{ optionFilterProp: 'label' }}
        options={groups.map((one) => ({ value: one.groupId, label: one.name }))}
        {...(groupId === undefined ? {} : { value: groupId })}
        onChange={(value: string) => setGroup(value)}
        notFoundContent={t('groups.emptyHint')}
      />
      {already > 0 && <p className={styles['quiet']}>{t('groups.toGroup.already', { count: already })}</p>}
      {outside > 0 && <p className={styles['soon']}>{t('groups.toGroup.outside', { count: outside })}</p>}
      {state === 'failed' && <ErrorState title={t('groups.notKept')} text={t('groups.notKeptHint')} />}
    </Modal>
  );
}
