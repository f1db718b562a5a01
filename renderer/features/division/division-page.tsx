import { Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { allocationPeriod } from '../../../shared/domain/allocation-period.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { shortDay, timeOf, today } from '../../ui/format/index.ts';
import { EmptyState, ErrorState, Page } from '../../ui/index.ts';
import { CentresPanel } from './centres-panel.tsx';
import { CustomersPanel } from './customers-panel.tsx';
import styles from './division.module.css';
import type { Shown } from './figures.ts';
import { monthChoices, monthShown } from './months.ts';
import type { PeriodData } from './period-store.ts';
import { problemWords } from './problem.ts';
import { StepsPanel } from './steps-panel.tsx';
import { type Period, usePeriod } from './use-period.ts';

/** 客户划分: the new customers of a month, how far their division has come, and the sheets that do it. */
export function DivisionPage(): ReactNode {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const day = today();
  const month = monthShown(params.get('month'), day);
  const period = usePeriod(month);
  const { firstDay, lastDay } = allocationPeriod(month);
  return (
    <Page
      title={t('division.title')}
      hint={
        <>
          <Select<Month>
            className={styles['month'] ?? ''}
            aria-label={t('division.month')}
            value={month}
            options={[...new Set([month, ...monthChoices(day)])].map((value) => ({ value, label: value }))}
            onChange={(value) => setParams({ month: value }, { replace: true })}
          />
          {t('division.window', { from: shortDay(firstDay, day), to: shortDay(lastDay, day) })}
        </>
      }
    >
      <Trouble period={period} />
      {period.data !== null ? (
        <Month key={month} period={period} data={period.data} />
      ) : (
        period.problem === null && <EmptyState title={t('division.reading')} />
      )}
    </Page>
  );
}

/** What was read stays on the screen, with the time at which it was. */
function Trouble({ period }: { period: Period }): ReactNode {
  const { t } = useTranslation();
  if (period.problem === null) return null;
  const time = period.data === null ? '' : timeOf(new Date(period.data.readAt).toISOString());
  const words = period.offline ? 'offline' : 'failed';
  const { code } = problemWords(period.problem, t);
  return (
    <ErrorState
      tone={period.offline ? 'soon' : 'bad'}
      title={t(`division.${words}.title`)}
      text={time === '' ? t(`division.${words}.nothing`) : t(`division.${words}.kept`, { time })}
      {...(code === undefined ? {} : { code })}
    />
  );
}

function Month({ data }: { period: Period; data: PeriodData }): ReactNode {
  const [shown, setShown] = useState<Shown>('all');
  return (
    <>
      <StepsPanel data={data} checking={false} onSeePool={() => setShown('pool')} />
      <div className={styles['panels']}>
        <CentresPanel data={data} />
        <CustomersPanel data={data} shown={shown} onShown={setShown} />
      </div>
    </>
  );
}
