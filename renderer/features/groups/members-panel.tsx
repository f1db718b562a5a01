import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { GroupView } from '../../data/groups.ts';
import type { CustomerSummary } from '../../data/types.ts';
import { useIndex, useReference, useWorkspace } from '../../session/react.tsx';
import { formatCount, formatYuan, maskAddress } from '../../ui/format/index.ts';
import { DataTable, EmptyState, Panel } from '../../ui/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { customerPath, customersPath } from '../customers/index.ts';
import { takeOutMembers } from './acts.ts';
import styles from './groups.module.css';
import { useGroupRights } from './use-group-rights.ts';

const rowKey = ({ customerCode }: CustomerSummary): string => customerCode;

/** 成员: the members that are here; others lie in communities of colleagues. */
export function MembersPanel({ group }: { group: GroupView }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const index = useIndex();
  const { units } = useReference();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const positions = useMemo(
    () => index.query({ group: group.groupId, includeClosed: true }, { key: 'name', descending: false }),
    [index, group.groupId],
  );
  const columns: DataColumn<CustomerSummary>[] = [
    {
      key: 'name',
      title: t('groups.member.name'),
      width: 130,
      grow: 2,
      render: (row) => (
        <Link className={styles['link']} to={customerPath(row.customerCode)}>
          {row.name}
        </Link>
      ),
      text: (row) => row.name,
    },
    { key: 'code', title: t('groups.member.code'), width: 118, render: rowKey, text: rowKey },
    {
      key: 'address',
      title: t('groups.member.address'),
      width: 150,
      grow: 2,
      render: (row) => maskAddress(row.installationAddress),
    },
    {
      key: 'community',
      title: t('groups.member.community'),
      width: 110,
      render: (row) => units.get(row.communityCode)?.name ?? row.communityCode,
    },
    {
      key: 'live',
      title: t('groups.member.live'),
      width: 56,
      align: 'right',
      render: (row) => formatCount(row.liveSubscriptions),
    },
    {
      key: 'revenue',
      title: t('groups.member.revenue'),
      width: 86,
      align: 'right',
      render: (row) => (row.revenue === null ? t('common.none') : formatYuan(row.revenue)),
    },
    {
      key: 'arrears',
      title: t('groups.member.arrears'),
      width: 80,
      align: 'right',
      render: (row) => (row.arrears === 0 ? t('common.none') : formatYuan(row.arrears)),
    },
  ];
  return (
    <Panel
      fill
      flush
      title={t('groups.view.members')}
      hint={t('groups.member.count', { count: positions.length })}
      actions={
        <Link className={styles['link']} to={customersPath({ group: group.groupId })}>
          {t('groups.member.asList')}
        </Link>
      }
    >
      <DataTable<CustomerSummary>
        label={t('groups.view.members')}
        columns={columns}
        rows={positions}
        version={index.version}
        at={(position) => index.at(position)}
        rowKey={rowKey}
        keyAt={(position) => index.codeAt(position)}
        selected={selected}
        onSelect={select}
        onOpen={(row) => void navigate(customerPath(row.customerCode))}
        empty={<EmptyState title={t('groups.member.none')} hint={t('groups.member.noneHint')} />}
        {...(selected.size === 0
          ? {}
          : {
              selectionBar: <TakeOutBar group={group} selected={selected} onDone={() => select(new Set())} />,
            })}
      />
    </Panel>
  );
}

function TakeOutBar(props: {
  group: GroupView;
  selected: ReadonlySet<string>;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const index = useIndex();
  const rights = useGroupRights();
  const { group, selected, onDone } = props;
  const allowed = [...selected].filter((code) => rights.mayTakeOut(code, index));
  const takeOut = async (): Promise<void> => {
    try {
      await takeOutMembers(workspace, group, allowed);
      message.success(t('groups.member.takenOut', { count: allowed.length }));
      onDone();
    } catch {
      message.error(t('common.notKept'));
    }
  };
  return (
    <>
      <b>{t('groups.member.selected', { count: selected.size })}</b>
      <span className={styles['end']}>
        <Button size="small" onClick={onDone}>
          {t('customers.bar.clear')}
        </Button>
        <Button size="small" disabled={allowed.length === 0} onClick={() => void takeOut()}>
          {t('groups.member.takeOut', { count: allowed.length })}
        </Button>
      </span>
    </>
  );
}
