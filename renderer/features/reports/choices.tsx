import { Select, TreeSelect } from 'antd';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NOW } from '../../../shared/reports/index.ts';
import { useHoldings, useIndex, useReference } from '../../session/react.tsx';
import { unitTree } from '../territory/index.ts';
import { scopeChoices } from '../workbench/index.ts';
import type { ReportView } from './report-view.ts';
import styles from './reports.module.css';
import type { WishControl } from './use-wish.ts';

/** Antd has no null among its values. */
const NONE = '*';

/** Units of the customers that are here. */
export function LocalUnits({
  unitCode,
  choose,
}: { unitCode: string | null } & Pick<WishControl, 'choose'>): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const { units } = useReference();
  const scopes = useMemo(
    () => scopeChoices(index.countByCommunity(), units, t('workbench.scopeAll')),
    [index, units, t],
  );
  return (
    <Select
      className={styles['unit'] ?? ''}
      aria-label={t('reports.unit')}
      showSearch={{ optionFilterProp: 'title' }}
      popupMatchSelectWidth={220}
      value={scopes.some((scope) => scope.unitCode === unitCode) ? (unitCode ?? NONE) : NONE}
      options={scopes.map((scope) => ({
        value: scope.unitCode ?? NONE,
        title: scope.name,
        label: <span style={{ paddingLeft: scope.depth === 2 ? 14 : 0 }}>{scope.name}</span>,
      }))}
      onChange={(value: string) => choose({ unit: value === NONE ? null : value })}
    />
  );
}

/** Units whose figures the server has folded. */
export function ServerUnits({
  unitCode,
  choose,
}: { unitCode: string | null } & Pick<WishControl, 'choose'>): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const holdings = useHoldings();
  const tree = useMemo(() => unitTree(units, holdings.units), [units, holdings.units]);
  return (
    <TreeSelect
      className={styles['unit'] ?? ''}
      aria-label={t('reports.unit')}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={320}
      treeData={tree}
      treeDefaultExpandedKeys={unitCode === null ? [] : [unitCode]}
      placeholder={t('territory.all')}
      {...(unitCode === null ? {} : { value: unitCode })}
      {...(tree.length > 1 ? { allowClear: true } : {})}
      onChange={(code: string | undefined) => choose({ unit: code ?? null })}
    />
  );
}

/** The month looked at and the one it is compared with; of a report of now, why there is none. */
export function MonthChoices({
  view,
  choose,
}: { view: ReportView } & Pick<WishControl, 'choose'>): ReactNode {
  const { t } = useTranslation();
  const { period, periods, before, table } = view;
  if (period === NOW) return <span className={styles['hint']}>{t('reports.stateOnly')}</span>;
  const word = (month: string): string =>
    table.period === 'month' ? t('reports.monthOf', { month }) : t('reports.calendarMonth', { month });
  return (
    <>
      <Select
        className={styles['month'] ?? ''}
        aria-label={t('reports.month')}
        value={period}
        options={periods.map((value) => ({ value, label: word(value) }))}
        onChange={(value: string) => choose({ month: value === periods[0] ? null : value })}
      />
      <Select
        className={styles['month'] ?? ''}
        aria-label={t('reports.compare')}
        value={before?.period ?? NONE}
        options={[
          { value: NONE, label: t('reports.compareNone') },
          ...periods
            .filter((one) => one !== period)
            .map((value) => ({ value, label: t('reports.compareWith', { month: value }) })),
        ]}
        onChange={(value: string) => choose({ before: value === NONE ? null : value })}
      />
    </>
  );
}
