import { Button, Tooltip } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from '../../../i18n/index.ts';
import { useGroupNames } from '../../../session/groups.ts';
import { useReference } from '../../../session/react.tsx';
import { Page, useScreenCommands } from '../../../ui/index.ts';
import { useAccess } from '../access.ts';
import { useCallListExport } from '../export/use-call-list-export.tsx';
import { usePersonalSetting } from '../personal-setting.ts';
import { conditionChips } from './condition-chips.ts';
import { ConditionBar } from './condition-bar.tsx';
import { readColumns, type ColumnKey } from './columns.ts';
import { CustomerTable } from './customer-table.tsx';
import styles from './customers-page.module.css';
import { activeView, SHIPPED_VIEWS } from './saved-views.ts';
import { buildTerritory, type TerritoryNode } from './territory-tree.ts';
import { TerritoryPanel } from './territory-panel.tsx';
import type { SelectionActs } from './selectable-rows.tsx';
import { useCustomerList } from './use-customer-list.ts';
import { useSavedViews } from './use-saved-views.ts';
import { viewTitle } from './view-title.ts';
import { ViewTabs } from './view-tabs.tsx';
import { ExportOutlined } from '../../../ui/icons.tsx';

const asStored = (columns: ColumnKey[]): unknown => columns;

/** What other parts of the product do with everybody in the list, as it stands in its order and under its filter in words. */
export type ListActs = (list: { codes: () => readonly string[]; count: number; name: string }) => ReactNode;

/** 客户查询: the territory at the left, the list with its whole filter in words at the right. */
export function CustomersPage(props: { selectionActs?: SelectionActs; listActs?: ListActs }): ReactNode {
  const { selectionActs, listActs } = props;
  const { t } = useTranslation();
  const list = useCustomerList();
  const saved = useSavedViews();
  const access = useAccess();
  const { units } = useReference();
  const groupNames = useGroupNames();
  const [columns, setColumns] = usePersonalSetting('customers.columns', readColumns, asStored);
  const exporting = useCallListExport();

  const territory = useMemo(
    () => buildTerritory(units, list.index.countByCommunity(), access.grants),
    [units, list.index, access.grants],
  );
  const onlyRoot = territory.length === 1 ? territory[0]!.unitCode : undefined;
  const { conditions, ask, sort } = list;
  const view = activeView([...SHIPPED_VIEWS, ...saved.views], conditions);
  const title = viewTitle(view, t);

  const filter = conditionChips(conditions, units, t, groupNames).map((chip) => chip.text);

  const mayExport = access.mayAnywhere('customer.export');
  const exportRows = (positions: ArrayLike<number>): void => {
    void exporting.start({
      positions,
      columns,
      view: title,
      filter,
    });
  };
  const canExport = mayExport && list.positions.length > 0 && !exporting.running;
  useScreenCommands(
    canExport
      ? [
          {
            id: 'exportList',
            group: 'act',
            title: (speak) => speak('customers.exportCurrent'),
            run: () => exportRows(list.positions),
          },
        ]
      : [],
  );
  return (
    <Page
      title={t('customers.title')}
      hint={scopeName(territory, t)}
      actions={
        <>
          {listActs?.({
            codes: () => Array.from(list.positions, (position) => list.index.codeAt(position)),
            count: list.positions.length,
            name: view === undefined ? filter.join(t('customers.chip.separator')) : title,
          })}
          <Tooltip title={mayExport ? undefined : t('customers.exporting.refused')}>
            <Button
              icon={<ExportOutlined />}
              disabled={!canExport}
              onClick={() => exportRows(list.positions)}
            >
              {t('customers.export')}
            </Button>
          </Tooltip>
        </>
      }
    >
      <div className={styles['row']}>
        <TerritoryPanel
          nodes={territory}
          unitCode={conditions.unitCode ?? onlyRoot}
          onChoose={(unitCode) => {
            const { unitCode: _before, ...rest } = conditions;
            ask(unitCode === onlyRoot ? rest : { ...rest, unitCode }, sort);
          }}
        />
        <section className={styles['list']} aria-label={t('customers.title')}>
          <ViewTabs list={list} saved={saved} />
          <CustomerTable
            list={list}
            title={title}
            columns={columns}
            onColumns={setColumns}
            root={onlyRoot}
            {...(mayExport && !exporting.running ? { onExport: exportRows } : {})}
            {...(selectionActs ? { selectionActs } : {})}
            conditionBar={(chooser) => (
              <ConditionBar
                conditions={conditions}
                products={() => list.index.products()}
                onAsk={(next) => ask(next, sort)}
              >
                {chooser}
              </ConditionBar>
            )}
          />
        </section>
      </div>
    </Page>
  );
}

function scopeName(territory: readonly TerritoryNode[], t: Translate): string | undefined {
  const first = territory[0];
  if (!first) return undefined;
  return territory.length === 1
    ? first.name
    : t('customers.scopeMany', { name: first.name, count: territory.length });
}
