import { App, Button, Dropdown, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  installedBase,
  agreementExpiry,
  arrearsAgeing,
  EXPIRY_DAYS,
  monthlyDays,
  revenueByClass,
} from '../../../shared/reports/index.ts';
import type { GroupView } from '../../data/groups.ts';
import type { CustomerConditions, Sort } from '../../data/types.ts';
import { useGroupTypes } from '../../session/groups.ts';
import { useIndex, useReference, useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { MoreOutlined } from '../../ui/icons.tsx';
import { useServerNow } from '../../ui/index.ts';
import { CallListButton } from '../call-lists/index.ts';
import { customersPath, PrintButton } from '../customers/index.ts';
import { FigureTiles, TrendFigures, trendOfSums } from '../workbench/index.ts';
import type { FigureSource } from '../workbench/index.ts';
import { removeGroup } from './acts.ts';
import { AddMembersDialog } from './add-members-dialog.tsx';
import { GroupForm } from './group-form.tsx';
import styles from './groups.module.css';
import { ImportMembersDialog } from './import-members-dialog.tsx';
import { InformationPanel } from './information-panel.tsx';
import { MembersPanel } from './members-panel.tsx';
import { typeName } from './type-words.ts';
import { useGroupRights } from './use-group-rights.ts';

const VIEWS = ['information', 'revenue', 'members'] as const;
type View = (typeof VIEWS)[number];
/** A year, each month with the same of the year before. */
const MONTHS = 25;

/** One group: who it is, five figures, and its reports; every figure leads to the members that it counts. */
export function GroupDetail({ group }: { group: GroupView }): ReactNode {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('information');
  const source = useGroupFigures(group);
  return (
    <>
      <GroupHead group={group} />
      <FigureTiles {...source} newest={null} />
      <div className={styles['views']}>
        <Segmented<View>
          aria-label={t('groups.views')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`groups.view.${value}`) }))}
          onChange={setView}
        />
        <GroupActs group={group} />
      </div>
      <div className={styles['report']}>
        {view === 'information' && <InformationPanel group={group} />}
        {view === 'revenue' && <TrendFigures {...source} />}
        {view === 'members' && <MembersPanel group={group} />}
      </div>
    </>
  );
}

function useGroupFigures({ groupId, name }: GroupView): FigureSource {
  const navigate = useNavigate();
  const index = useIndex();
  const { freshness } = useReference();
  const today = todayOf(useServerNow());
  const figures = useMemo((): FigureSource['figures'] => {
    const members: CustomerConditions = { group: groupId };
    const month = index.thisMonth;
    return {
      month,
      trend: month === null ? null : trendOfSums(index.fold(revenueByClass(month, MONTHS), members), month),
      base: index.fold(installedBase(monthlyDays(today)), members),
      ageing: index.fold(arrearsAgeing, members),
      expiry: index.fold(agreementExpiry(today, EXPIRY_DAYS), members),
    };
  }, [index, groupId, today]);
  return {
    figures,
    name,
    freshness,
    open: (conditions: CustomerConditions, sort?: Sort) =>
      void navigate(customersPath({ ...conditions, group: groupId }, sort)),
  };
}

function GroupHead({ group }: { group: GroupView }): ReactNode {
  const { t } = useTranslation();
  const types = useGroupTypes();
  const { units } = useReference();
  const facts = [
    typeName(group.typeCode, types, t),
    units.get(group.unitCode)?.name ?? group.unitCode,
    group.address,
    group.inCharge && t('groups.inCharge', { name: group.inCharge }),
    t('groups.madeBy', { name: group.madeByName }),
  ].filter(Boolean);
  return (
    <header className={styles['who']}>
      <h2 className={styles['name']}>{group.name}</h2>
      <div className={styles['quiet']}>{facts.join(' · ')}</div>
      {group.remark !== '' && (
        <div className={styles['remark']} title={group.remark}>
          {group.remark}
        </div>
      )}
    </header>
  );
}

/** What can be done with the group: who comes into it, who is called, and whoever maintains it changes it. */
function GroupActs({ group }: { group: GroupView }): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const rights = useGroupRights();
  const [open, setOpen] = useState<'edit' | 'search' | 'excel' | null>(null);
  const remove = useRemove(group);
  const close = (): void => setOpen(null);
  const { groupId } = group;
  const maintains = rights.mayMaintain(group);
  return (
    <>
      <div className={styles['acts']}>
        {rights.units.length > 0 && (
          <>
            <Button onClick={() => setOpen('search')}>{t('groups.add.search')}</Button>
            <Button onClick={() => setOpen('excel')}>{t('groups.add.excel')}</Button>
          </>
        )}
        <CallListButton
          codes={() => codesOf(index, groupId)}
          count={index.count({ group: groupId })}
          offer={{ name: group.name }}
        />
        <PrintButton />
        {maintains && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'edit', label: t('groups.edit.open') },
                { key: 'remove', label: t('groups.remove.open'), danger: true },
              ],
              onClick: ({ key }) => (key === 'edit' ? setOpen('edit') : remove()),
            }}
          >
            <Button type="text" icon={<MoreOutlined />} aria-label={t('groups.more', { name: group.name })} />
          </Dropdown>
        )}
      </div>
      {open === 'edit' && <GroupForm group={group} onDone={close} />}
      {open === 'search' && <AddMembersDialog group={group} onDone={close} />}
      {open === 'excel' && <ImportMembersDialog group={group} onDone={close} />}
    </>
  );
}

const codesOf = (index: ReturnType<typeof useIndex>, groupId: string): string[] =>
  Array.from(index.query({ group: groupId }), (position) => index.codeAt(position));

function useRemove(group: GroupView): () => void {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const workspace = useWorkspace();
  const index = useIndex();
  const navigate = useNavigate();
  return () => {
    void modal.confirm({
      title: t('groups.remove.title', { name: group.name }),
      content: t('groups.remove.body', { count: index.members(group.groupId).size }),
      okText: t('groups.remove.confirm'),
      cancelText: t('groups.remove.keep'),
      okButtonProps: { danger: true, type: 'primary' },
      autoFocusButton: 'cancel',
      onOk: async () => {
        try {
          await removeGroup(workspace, group);
          void navigate('/groups');
        } catch {
          message.error(t('common.notKept'));
        }
      },
    });
  };
}
