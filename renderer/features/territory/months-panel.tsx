import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, addMonths, daysBetween } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { EXPIRY_DAYS, total } from '../../../shared/reports/index.ts';
import { ChartMenu, HeatCalendar, heatPicture, usePictureColours } from '../../ui/charts/index.ts';
import type { ChartView } from '../../ui/charts/index.ts';
import { formatCount } from '../../ui/format/index.ts';
import { AsOfHint, Panel } from '../../ui/index.ts';
import { useColours } from '../../ui/theme/index.ts';
import { useChartFiles, useWeekdays } from '../workbench/index.ts';
import { monthLines, monthsSheet } from './sheets.ts';
import styles from './territory.module.css';
import type { OpenCustomers } from './use-drill-down.tsx';
import type { Territory } from './use-territory.ts';

/** 协议到期 of a unit: how many end on which day, by month as a table; whose they are is behind each figure. */
export function MonthsPanel({ territory, open }: { territory: Territory; open: OpenCustomers }): ReactNode {
  const { t } = useTranslation();
  const { palette } = useColours();
  const colours = usePictureColours();
  const [view, setView] = useState<ChartView>('chart');
  const weekdays = useWeekdays();
  const { rollup, name, freshness } = territory;
  const { expiry } = rollup.figures;
  const title = t('territory.months.title');
  const files = useChartFiles(title, name);
  const describe = (day: Day, count: number): string =>
    count === 0
      ? t('workbench.expiry.noneOn', { day })
      : t('workbench.expiry.day', {
          day,
          count,
          customers: expiry.customersPerDay[daysBetween(rollup.day, day)] ?? 0,
        });
  const png = (): void =>
    files?.savePng(
      heatPicture(title, { today: rollup.day, counts: expiry.perDay, weekdays }, palette.heat, colours),
    );
  return (
    <Panel
      title={title}
      hint={
        <>
          {t('territory.months.ahead')} · <AsOfHint freshness={freshness} kinds={['agreements']} />
        </>
      }
      actions={
        <>
          <button
            type="button"
            className={styles['link']}
            title={t('workbench.expiry.allTitle', { count: expiry.customers })}
            onClick={() =>
              open({ agreementEndsWithinDays: EXPIRY_DAYS }, { key: 'agreementEnd', descending: false })
            }
          >
            {t('territory.months.all', { count: total(expiry.perDay) })}
          </button>
          <ChartMenu
            view={view}
            onView={setView}
            onPng={files ? png : undefined}
            onExcel={files ? () => files.saveExcel(monthsSheet(rollup, t)) : undefined}
          />
        </>
      }
    >
      {view === 'chart' ? (
        <HeatCalendar
          label={title}
          today={rollup.day}
          counts={expiry.perDay}
          weekdays={weekdays}
          title={describe}
          onDay={(day) => open({ agreementEndFrom: day, agreementEndTo: day })}
        />
      ) : (
        <MonthTable territory={territory} open={open} />
      )}
      {expiry.expired > 0 && (
        <button
          type="button"
          className={`${styles['link']} ${styles['ended']}`}
          title={t('workbench.expiry.allTitle', { count: expiry.expiredCustomers })}
          onClick={() => open({ agreementEndTo: addDays(rollup.day, -1) })}
        >
          {t('territory.months.expired', { count: expiry.expired })}
        </button>
      )}
    </Panel>
  );
}

function MonthTable({ territory, open }: { territory: Territory; open: OpenCustomers }): ReactNode {
  const { t } = useTranslation();
  const { day } = territory.rollup;
  return (
    <div className={styles['rows']}>
      <table className={styles['grid']}>
        <thead>
          <tr>
            <th>{t('territory.months.month')}</th>
            <th className={styles['right']}>{t('territory.months.count')}</th>
          </tr>
        </thead>
        <tbody>
          {monthLines(territory.rollup).map(({ month, count }, i) => (
            <tr key={month}>
              <td>{month}</td>
              <td className={styles['right']}>
                <button
                  type="button"
                  className={styles['figure']}
                  onClick={() =>
                    open({
                      agreementEndFrom: i === 0 ? day : `${month}-01`,
                      agreementEndTo: addDays(`${addMonths(month, 1)}-01`, -1),
                    })
                  }
                >
                  {formatCount(count)}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
