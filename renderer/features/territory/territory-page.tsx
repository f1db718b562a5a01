import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, Page, ReadingState } from '../../ui/index.ts';
import { AgeingFigures, FigureTiles, TrendFigures, trendOfSums } from '../workbench/index.ts';
import type { FigureSource } from '../workbench/index.ts';
import { CommunityPanel } from './community-panel.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { MonthsPanel } from './months-panel.tsx';
import { OpenedCommunities } from './opened-communities.tsx';
import styles from './territory.module.css';
import { useDrillDown } from './use-drill-down.tsx';
import { useTerritory } from './use-territory.ts';
import type { Territory } from './use-territory.ts';

/** 辖区汇总: what the person's units come to, counted by the server, and the way down to the customers. */
export function TerritoryPage(): ReactNode {
  const { t } = useTranslation();
  const state = useTerritory();
  if (state.kind === 'ready') return <Overview territory={state.territory} />;
  return (
    <Page title={t('territory.title')}>
      {state.kind === 'failed' ? (
        <ErrorState title={t('territory.failed')} text={t('territory.failedHint')} />
      ) : state.kind === 'reading' ? (
        <ReadingState />
      ) : (
        <EmptyState title={t('territory.nothing')} hint={t('territory.nothingHint')} />
      )}
    </Page>
  );
}

function Overview({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const { rollup, community, freshness, name } = territory;
  const { openCustomers, dialog } = useDrillDown(territory.unitCode);
  const { month, figures } = rollup;
  const trend = useMemo(
    () => (month === null ? null : trendOfSums(figures.revenue, month)),
    [figures.revenue, month],
  );
  const source: FigureSource = {
    figures: { month, trend, base: figures.base, ageing: figures.arrears, expiry: figures.expiry },
    name,
    freshness,
    open: openCustomers,
  };
  return (
    <Page
      title={t('territory.title')}
      hint={
        <>
          <Way territory={territory} /> · {t('territory.counted', { day: rollup.day })}
        </>
      }
      actions={
        <>
          <UnitChoice territory={territory} />
          <OpenedCommunities />
        </>
      }
    >
      <FigureTiles {...source} newest={null} />
      <div className={styles['panels']}>
        {community === null ? (
          <ComparePanel territory={territory} />
        ) : (
          <CommunityPanel unitCode={community.unitCode} customers={figures.customers} open={openCustomers} />
        )}
        <TrendFigures {...source} />
        <AgeingFigures {...source} />
        <MonthsPanel territory={territory} open={openCustomers} />
      </div>
      {dialog}
    </Page>
  );
}

/** From the root to the unit that is looked at; each step leads back to it. */
function Way({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  if (territory.way.length === 0) return territory.name;
  return (
    <nav className={styles['way']} aria-label={t('territory.way')}>
      {territory.way.map((unit, i) => (
        <span key={unit.unitCode}>
          {i > 0 && ' / '}
          {unit.unitCode === territory.unitCode ? (
            <b>{unit.name}</b>
          ) : (
            <button type="button" className={styles['link']} onClick={() => territory.choose(unit.unitCode)}>
              {unit.name}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}

function UnitChoice({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const { tree, way } = territory;
  const units = way.filter((unit) => unit.unitCode !== territory.community?.unitCode);
  const shown = units.at(-1);
  return (
    <TreeSelect
      className={styles['choice'] ?? ''}
      aria-label={t('territory.unit')}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={320}
      treeData={[...tree]}
      treeDefaultExpandedKeys={units.map((unit) => unit.unitCode)}
      placeholder={t('territory.all')}
      {...(shown === undefined ? {} : { value: shown.unitCode })}
      {...(tree.length > 1 ? { allowClear: true } : {})}
      onChange={(code: string | undefined) => territory.choose(code ?? null)}
    />
  );
}
