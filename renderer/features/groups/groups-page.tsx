import { Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { GroupView } from '../../data/groups.ts';
import { useGroups, useGroupTypes } from '../../session/groups.ts';
import { useIndex } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { PlusOutlined } from '../../ui/icons.tsx';
import { DataTable, EmptyState, Page, Panel } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { PaperHead, useAccess } from '../customers/index.ts';
import { GroupDetail } from './group-detail.tsx';
import { GroupForm } from './group-form.tsx';
import styles from './groups.module.css';
import { groupPath } from './paths.ts';
import { TypesDrawer } from './types-drawer.tsx';
import { typeName } from './type-words.ts';
import { useGroupRights } from './use-group-rights.ts';

interface GroupRow {
  group: GroupView;
  type: string;
  members: number;
}

const rowKey = ({ group }: GroupRow): string => group.groupId;

/** 客户群: the groups at the left, what one of them comes to at the right. */
export function GroupsPage(): ReactNode {
  const { t } = useTranslation();
  const { groupId } = useParams();
  const groups = useGroups();
  const rights = useGroupRights();
  const { staff } = useAccess();
  const [making, setMaking] = useState(false);
  const [keepingTypes, setKeepingTypes] = useState(false);
  const navigate = useNavigate();
  const open = groups.find((group) => group.groupId === groupId) ?? null;
  return (
    <Page
      title={t('groups.title')}
      hint={t('groups.count', { count: groups.length })}
      actions={
        <>
          {rights.mayKeepTypes && (
            <Button onClick={() => setKeepingTypes(true)}>{t('groups.types.open')}</Button>
          )}
          {rights.units.length > 0 && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
              {t('groups.make')}
            </Button>
          )}
        </>
      }
    >
      <PaperHead staff={staff} />
      <div className={styles['row']}>
        <GroupList groups={groups} current={open?.groupId ?? null} />
        <div className={styles['detail']}>
          {open === null ? (
            <Panel fill>
              <EmptyState
                title={groups.length === 0 ? t('groups.empty') : t('groups.choose')}
                hint={
                  groups.length > 0
                    ? t('groups.chooseHint')
                    : rights.units.length > 0
                      ? t('groups.emptyHint')
                      : t('groups.emptyReader')
                }
              />
            </Panel>
          ) : (
            <GroupDetail key={open.groupId} group={open} />
          )}
        </div>
      </div>
      {making && (
        <GroupForm onDone={() => setMaking(false)} onMade={(made) => void navigate(groupPath(made))} />
      )}
      {keepingTypes && <TypesDrawer onClose={() => setKeepingTypes(false)} />}
    </Page>
  );
}

function GroupList(props: { groups: readonly GroupView[]; current: string | null }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const types = useGroupTypes();
  const index = useIndex();
  const [text, setText] = useState('');
  const [type, setType] = useState<string | undefined>();
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return props.groups
      .filter(
        ({ name, address, inCharge, typeCode }) =>
          (type === undefined || typeCode === type) &&
          [name, address, inCharge].some((part) => part.toLowerCase().includes(wanted)),
      )
      .map((group): GroupRow => ({
        group,
        type: typeName(group.typeCode, types, t),
        members: index.count({ group: group.groupId, includeClosed: true }),
      }));
  }, [props.groups, text, type, types, index, t]);
  const positions = useMemo(() => Uint32Array.from(rows, (_, at) => at), [rows]);
  const columns: DataColumn<GroupRow>[] = [
    {
      key: 'name',
      title: t('groups.column.name'),
      width: 100,
      grow: 1,
      render: ({ group }) => <span className={group.waiting ? styles['waiting'] : ''}>{group.name}</span>,
      text: ({ group }) => group.name,
    },
    { key: 'type', title: t('groups.column.type'), width: 84, render: (row) => row.type },
    {
      key: 'members',
      title: t('groups.column.members'),
      width: 72,
      align: 'right',
      render: (row) => formatCount(row.members),
    },
  ];
  return (
    <Panel fill flush className={styles['list'] ?? ''}>
      <div className={styles['filter']}>
        <Input
          allowClear
          aria-label={t('groups.search')}
          placeholder={t('groups.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          allowClear
          aria-label={t('groups.column.type')}
          placeholder={t('groups.allTypes')}
          popupMatchSelectWidth={false}
          options={types.map(({ typeCode }) => ({ value: typeCode, label: typeName(typeCode, types, t) }))}
          {...(type === undefined ? {} : { value: type })}
          onChange={(value: string | undefined) => setType(value)}
        />
      </div>
      <div className={styles['rows']}>
        <DataTable<GroupRow>
          label={t('groups.title')}
          columns={columns}
          rows={positions}
          version={index.version}
          at={(position) => rows[position]!}
          rowKey={rowKey}
          onOpen={({ group }) => void navigate(groupPath(group.groupId))}
          activeRow={{ at: -1, onActive: (key) => void navigate(groupPath(key)) }}
          {...(props.current === null ? {} : { currentKey: props.current })}
          empty={
            // That there is none at all is said beside the list, once.
            props.groups.length > 0 && (
              <EmptyState title={t('groups.noneFound')} hint={t('groups.noneFoundHint')} />
            )
          }
        />
      </div>
    </Panel>
  );
}
