import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { daysBetween } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { byEnd, dayFromNumber, EXPIRY_DAYS } from '../../../shared/reports/index.ts';
import type { AgreementExpiry } from '../../../shared/reports/index.ts';
import { useReference } from '../../session/react.tsx';
import { ChartMenu, HeatCalendar, heatPicture, usePictureColours } from '../../ui/charts/index.ts';
import type { ChartView } from '../../ui/charts/index.ts';
import { formatYuan, monthDay } from '../../ui/format/index.ts';
import { AsOfHint, Panel } from '../../ui/index.ts';
import { useColours } from '../../ui/theme/index.ts';
import { customerPath, customersPath } from '../customers/index.ts';
import { expirySheet } from './sheets.ts';
import { useChartFiles } from './use-chart-files.ts';
import type { Workbench } from './use-workbench.ts';
import styles from './workbench.module.css';

/** Rows of the table; the whole is behind the link. */
const LISTED = 200;

/** What the panel is drawn from, and nothing of the month that is looked at. */
type Expiring = Pick<Workbench, 'index' | 'conditions'> & {
  expiry: AgreementExpiry;
  today: Day;
  /** Whose agreements they are, in words. */
  name: string;
};

/** 协议到期: what ends on which day, and whose it is. */
export function ExpiryPanel({ workbench }: { workbench: Workbench }): ReactNode {
  const { index, conditions, standing, scope } = workbench;
  return (
    <ExpiryFigures
      index={index}
      conditions={conditions}
      expiry={standing.expiry}
      today={standing.today}
      name={scope.name}
    />
  );
}

/** Hundreds of days and rows: drawn anew when they change, not with every other choice on the page. */
const ExpiryFigures = memo(function ExpiryFigures(props: Expiring): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const { palette } = useColours();
  const colours = usePictureColours();
  const [view, setView] = useState<ChartView>('chart');
  const { expiry, today, conditions, index, name } = props;
  const title = t('workbench.expiry.title');
  const files = useChartFiles(title, name);
  const weekdays = useWeekdays();
  return (
    <Panel
      flush
      title={title}
      hint={
        <>
          {t('workbench.expiry.ahead')} · <AsOfHint freshness={freshness} kinds={['agreements']} />
        </>
      }
      actions={
        <>
          <Link
            className={styles['link']}
            to={customersPath(
              { ...conditions, agreementEndsWithinDays: EXPIRY_DAYS },
              { key: 'agreementEnd', descending: false },
            )}
            title={t('workbench.expiry.allTitle', { count: expiry.customers })}
          >
            {t('workbench.expiry.all', { count: expiry.ending.length })}
          </Link>
          <ChartMenu
            view={view}
            onView={setView}
            onPng={
              files
                ? () =>
                    files.savePng(
                      heatPicture(title, { today, counts: expiry.perDay, weekdays }, palette.heat, colours),
                    )
                : undefined
            }
            onExcel={
              files
                ? () =>
                    files.saveExcel(
                      expirySheet(
                        expiry,
                        { at: (key) => index.at(key), mayExportFrom: files.mayExportFrom },
                        t,
                      ),
                    )
                : undefined
            }
          />
        </>
      }
    >
      <div className={styles['expiry']} data-view={view}>
        {view === 'chart' && <ExpiryCalendar {...props} weekdays={weekdays} />}
        <ExpiryTable {...props} />
      </div>
    </Panel>
  );
});

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Monday first. */
export function useWeekdays(): string[] {
  const { t } = useTranslation();
  return WEEKDAYS.map((day) => t(`workbench.expiry.weekdays.${day}`));
}

function ExpiryCalendar(props: Expiring & { weekdays: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { expiry, today, conditions } = props;
  const describe = (day: Day, count: number): string => {
    if (count === 0) return t('workbench.expiry.noneOn', { day });
    const customers = expiry.customersPerDay[daysBetween(today, day)] ?? 0;
    return t('workbench.expiry.day', { day, count, customers });
  };
  return (
    <div className={styles['heat']}>
      <HeatCalendar
        label={t('workbench.expiry.title')}
        today={today}
        counts={expiry.perDay}
        weekdays={props.weekdays}
        title={describe}
        onDay={(day) =>
          void navigate(customersPath({ ...conditions, agreementEndFrom: day, agreementEndTo: day }))
        }
      />
      {expiry.expired > 0 && (
        <Link
          className={styles['link']}
          to={customersPath({ ...conditions, agreementEndTo: dayFromNumber(dayBefore(today)) })}
          title={t('workbench.expiry.allTitle', { count: expiry.expiredCustomers })}
        >
          {t('workbench.expiry.expired', { count: expiry.expired })}
        </Link>
      )}
    </div>
  );
}

const dayBefore = (today: Day): number => daysBetween('1970-01-01', today) - 1;

function ExpiryTable({ expiry, index }: Expiring): ReactNode {
  const { t } = useTranslation();
  if (expiry.ending.length === 0) return <div className={styles['quiet']}>{t('workbench.expiry.none')}</div>;
  return (
    <div className={styles['rows']}>
      <table className={`${styles['grid']} ${styles['ends']}`}>
        <thead>
          <tr>
            <th>{t('workbench.expiry.end')}</th>
            <th className={styles['wide']}>{t('workbench.expiry.customer')}</th>
            <th className={`${styles['right']} ${styles['commitment']}`}>
              {t('workbench.expiry.commitment')}
            </th>
          </tr>
        </thead>
        <tbody>
          {byEnd(expiry.ending)
            .slice(0, LISTED)
            .map(({ key, end, commitment }, i) => {
              const { customerCode, name } = index.at(key);
              return (
                <tr key={`${customerCode} ${i}`}>
                  <td>{monthDay(dayFromNumber(end))}</td>
                  <td className={styles['wide']}>
                    <Link className={styles['name']} to={customerPath(customerCode)} title={name}>
                      {name}
                    </Link>
                  </td>
                  <td className={`${styles['right']} ${styles['commitment']}`}>{formatYuan(commitment)}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
