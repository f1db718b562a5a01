import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatYuan, formatYuanDifference } from '../../../shared/lib/money.ts';
import { biggestFirst, NOTABLE_CHANGE } from '../../../shared/reports/index.ts';
import type { CustomerConditions } from '../../data/types.ts';
import { ChartMenu, usePictureColours } from '../../ui/charts/index.ts';
import { Panel, Sparkline } from '../../ui/index.ts';
import { customerPath, customersPath } from '../customers/index.ts';
import { exportableRows } from './exportable-rows.ts';
import type { RowCustomers } from './exportable-rows.ts';
import { moversPicture } from './movers-picture.ts';
import { moversSheet } from './sheets.ts';
import { useChartFiles } from './use-chart-files.ts';
import type { ChartFiles } from './use-chart-files.ts';
import type { Workbench } from './use-workbench.ts';
import styles from './workbench.module.css';

const DIRECTIONS = ['falls', 'rises'] as const;
type Direction = (typeof DIRECTIONS)[number];

/** Rows of the panel; all of them are behind the link at the end. */
const LISTED = 30;

/** 收入异动: whose revenue differs most from the three months before. */
export function MoversPanel({ workbench }: { workbench: Workbench }): ReactNode {
  const { t } = useTranslation();
  const colours = usePictureColours();
  const [direction, setDirection] = useState<Direction>('falls');
  const { figures, conditions, scope, index } = workbench;
  const month = figures.month ?? '';
  const all = figures.movers[direction];
  const shown = useMemo(() => biggestFirst(all).slice(0, LISTED), [all]);
  const title = t('workbench.movers.title');
  const files = useChartFiles(`${title}_${t(`workbench.movers.${direction}`)}`, scope.name);
  const amount = String(NOTABLE_CHANGE / 100);
  const words = {
    title: `${title} · ${t(`workbench.movers.${direction}`)} · ${month}`,
    revenue: t('workbench.movers.revenueColumn'),
    change: t('workbench.movers.change'),
  };
  const customersOf = ({ mayExportFrom }: ChartFiles): RowCustomers => ({
    at: (key) => index.at(key),
    mayExportFrom,
  });
  const savePicture = (to: ChartFiles): void => {
    const { rows, leftOut } = exportableRows(shown, customersOf(to));
    const note = leftOut === 0 ? '' : t('workbench.files.leftOut', { count: leftOut });
    to.savePng(
      moversPicture(rows, (key) => index.at(key), { ...words, note }, colours),
      leftOut,
    );
  };
  return (
    <Panel
      flush
      title={title}
      hint={<span title={t('workbench.movers.against', { month })}>{t('workbench.movers.short')}</span>}
      actions={
        <>
          <Segmented<Direction>
            size="small"
            aria-label={t('workbench.movers.which')}
            value={direction}
            options={DIRECTIONS.map((value) => ({ value, label: t(`workbench.movers.${value}`) }))}
            onChange={setDirection}
          />
          <ChartMenu
            onPng={files ? () => savePicture(files) : undefined}
            onExcel={
              files
                ? () => files.saveExcel(moversSheet(biggestFirst(all), month, customersOf(files), t))
                : undefined
            }
          />
        </>
      }
    >
      {all.length === 0 ? (
        <div className={styles['quiet']}>{t('workbench.movers.none', { amount })}</div>
      ) : (
        <div className={styles['rows']}>
          <MoversTable workbench={workbench} shown={shown} />
          <Link
            className={styles['more']}
            to={customersPath(listOf(direction, conditions, month))}
            title={t('workbench.movers.beyond', { amount })}
          >
            {t('workbench.movers.all', { count: all.length })}
          </Link>
        </div>
      )}
    </Panel>
  );
}

function listOf(direction: Direction, scope: CustomerConditions, month: string): CustomerConditions {
  const asked = { ...scope, changeMonth: month };
  return direction === 'falls'
    ? { ...asked, changeMax: -NOTABLE_CHANGE }
    : { ...asked, changeMin: NOTABLE_CHANGE };
}

function MoversTable(props: {
  workbench: Workbench;
  shown: Workbench['figures']['movers']['falls'];
}): ReactNode {
  const { t } = useTranslation();
  const { index, figures } = props.workbench;
  return (
    <table className={styles['grid']}>
      <thead>
        <tr>
          <th className={styles['wide']}>{t('workbench.movers.customer')}</th>
          <th>{t('workbench.movers.trend')}</th>
          <th className={styles['right']}>
            {t('workbench.movers.revenue', { month: Number((figures.month ?? '').slice(5)) })}
          </th>
          <th className={styles['right']}>{t('workbench.movers.change')}</th>
        </tr>
      </thead>
      <tbody>
        {props.shown.map(({ key, revenue, change }) => {
          const customer = index.at(key);
          return (
            <tr key={customer.customerCode}>
              <td className={styles['wide']}>
                <Link
                  className={styles['name']}
                  to={customerPath(customer.customerCode)}
                  title={customer.name}
                >
                  {customer.name}
                </Link>
                {customer.status !== 'IN_SERVICE' && (
                  <span className={styles['status']}>{t(`domain.status.${customer.status}`)}</span>
                )}
              </td>
              <td>
                <Sparkline values={customer.trend} />
              </td>
              <td className={styles['right']}>{formatYuan(revenue)}</td>
              <td className={styles['right']}>{formatYuanDifference(change)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
