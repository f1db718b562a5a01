import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fen } from '../../../shared/lib/money.ts';
import { ChartMenu } from '../../ui/charts/index.ts';
import { formatCount, formatPercentChange, formatYuan } from '../../ui/format/index.ts';
import { AsOfHint, EmptyState, Panel } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import type { UnitLine } from './figures.ts';
import { OpenButton } from './open-button.tsx';
import { compareSheet } from './sheets.ts';
import styles from './territory.module.css';
import type { Territory } from './use-territory.ts';

type Column = 'live' | 'revenue' | 'arrears' | 'ending' | 'zeroCharge';

/** 下级单位对比: a unit a line; its name goes down to it, and beside a community stands the way to its customers. */
export function ComparePanel({ territory }: { territory: Territory }): ReactNode {
  const { t } = useTranslation();
  const { rollup, lines, name, freshness } = territory;
  const [sort, setSort] = useState<Column | null>(null);
  const title = t('territory.compare.title');
  const files = useChartFiles(title, name);
  const shown = useMemo(
    () => (sort === null ? lines : [...lines].sort((a, b) => (b[sort] ?? -1) - (a[sort] ?? -1))),
    [lines, sort],
  );
  const titles: Record<Column, string> = {
    live: t('territory.compare.live'),
    revenue: t('territory.compare.revenue', { month: rollup.month ?? '' }),
    arrears: t('territory.compare.arrears'),
    ending: t('territory.compare.ending'),
    zeroCharge: t('territory.compare.zero'),
  };
  /** Only communities can be opened. */
  const holding = lines.some((line) => line.isCommunity);
  const heading = (column: Column): ReactNode => (
    <th className={styles['right']} aria-sort={sort === column ? 'descending' : 'none'}>
      <button
        type="button"
        className={styles['sort']}
        data-sorted={sort === column}
        onClick={() => setSort(sort === column ? null : column)}
      >
        {titles[column]}
      </button>
    </th>
  );
  return (
    <Panel
      flush
      title={title}
      hint={<AsOfHint freshness={freshness} kinds={['billing_users', 'bi_fees', 'arrears', 'agreements']} />}
      actions={
        <ChartMenu onExcel={files ? () => files.saveExcel(compareSheet(shown, rollup, t)) : undefined} />
      }
    >
      {lines.length === 0 ? (
        <EmptyState title={t('territory.compare.none')} />
      ) : (
        <div className={styles['rows']}>
          <table className={styles['grid']} aria-label={title}>
            <thead>
              <tr>
                <th className={styles['wide']}>{t('territory.compare.unit')}</th>
                {heading('live')}
                {heading('revenue')}
                <th className={styles['right']}>{t('territory.compare.lastMonth')}</th>
                <th className={styles['right']}>{t('territory.compare.lastYear')}</th>
                {heading('arrears')}
                {heading('ending')}
                {heading('zeroCharge')}
                {holding && <th>{t('territory.compare.open')}</th>}
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <CompareLine key={line.unitCode} line={line} holding={holding} onChoose={territory.choose} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function CompareLine({
  line,
  holding,
  onChoose,
}: {
  line: UnitLine;
  holding: boolean;
  onChoose: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const none = t('common.none');
  const change = (before: Fen | null): ReactNode => {
    const percent = formatPercentChange(line.revenue, before);
    if (percent === null || line.revenue === null || before === null) return none;
    const meaning = line.revenue > before ? 'good' : line.revenue < before ? 'bad' : 'plain';
    return (
      <span className={styles[meaning]} title={formatYuan(before)}>
        {percent}
      </span>
    );
  };
  return (
    <tr>
      <td className={styles['wide']}>
        <button
          type="button"
          className={styles['name']}
          title={t('territory.compare.look', { name: line.name })}
          onClick={() => onChoose(line.unitCode)}
        >
          {line.name}
        </button>
      </td>
      <td className={styles['right']}>{formatCount(line.live)}</td>
      <td className={styles['right']}>{line.revenue === null ? none : formatYuan(line.revenue)}</td>
      <td className={styles['right']}>{change(line.lastMonth)}</td>
      <td className={styles['right']}>{change(line.lastYear)}</td>
      <td className={styles['right']}>{formatYuan(line.arrears)}</td>
      <td className={styles['right']}>{formatCount(line.ending)}</td>
      <td className={styles['right']}>{formatCount(line.zeroCharge)}</td>
      {holding && (
        <td>
          {line.isCommunity && line.customers > 0 && access.may('customer.read', line.unitCode) && (
            <OpenButton communityCode={line.unitCode} />
          )}
        </td>
      )}
    </tr>
  );
}
