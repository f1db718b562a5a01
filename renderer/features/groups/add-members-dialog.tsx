import { App, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupView } from '../../data/groups.ts';
import { useIndex, useReference, useWorkspace } from '../../session/react.tsx';
import { ErrorState, takeFocus } from '../../ui/index.ts';
import { addMembers } from './acts.ts';
import styles from './groups.module.css';
import { useGroupRights } from './use-group-rights.ts';

const OFFERED = 20;

/** Members by search: name, pinyin, phone, account or access number, address. */
export function AddMembersDialog({ group, onDone }: { group: GroupView; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const index = useIndex();
  const { units } = useReference();
  const rights = useGroupRights();
  const [text, setText] = useState('');
  const [codes, setCodes] = useState<string[]>([]);
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const options = useMemo(() => {
    const found = text.trim() === '' ? [] : Array.from(index.search(text, OFFERED));
    const chosen = codes.flatMap((code) => index.positionOf(code) ?? []);
    return [...new Set([...chosen, ...found])].map((position) => {
      const { customerCode, name, communityCode } = index.at(position);
      const isMember = index.members(group.groupId).has(customerCode);
      const why = isMember
        ? t('groups.add.isMember')
        : rights.mayAdd(group, customerCode, index)
          ? null
          : t('groups.add.outside');
      return {
        value: customerCode,
        label: name,
        place: [units.get(communityCode)?.name ?? communityCode, why].filter(Boolean).join(' · '),
        disabled: why !== null,
      };
    });
  }, [text, codes, index, group, rights, units, t]);

  const save = async (): Promise<void> => {
    if (codes.length === 0 || state === 'saving') return;
    setState('saving');
    try {
      await addMembers(workspace, group, codes);
      message.success(t('groups.add.done', { count: codes.length }));
      onDone();
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal
      open
      title={t('groups.add.title', { name: group.name })}
      okText={t('groups.add.confirm', { count: codes.length })}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: codes.length === 0, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <p className={styles['quiet']}>{t('groups.add.hint')}</p>
      <Select
        mode="multiple"
        // With nothing typed there is nothing to offer, and the buttons below are in sight.
        open={text.trim() !== ''}
        ref={takeFocus}
        className={styles['wide'] ?? ''}
        aria-label={t('groups.add.customers')}
        placeholder={t('groups.add.placeholder')}
        showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
        value={codes}
        onChange={(next: string[]) => {
          setCodes(next);
          setText('');
        }}
        options={options}
        optionRender={({ data }) => (
          <span className={styles['option']}>
            {data.label} <span className={styles['quiet']}>{data.place}</span>
          </span>
        )}
        notFoundContent={text.trim() === '' ? null : t('groups.add.noneFound')}
      />
      {state === 'failed' && <ErrorState title={t('groups.notKept')} text={t('groups.notKeptHint')} />}
    </Modal>
  );
}
