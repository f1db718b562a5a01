import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { allocationPeriod } from '../../../shared/domain/allocation-period.ts';
import type { Month } from '../../../shared/lib/dates.ts';
import { shortDay, timeOf, today } from '../../ui/format/index.ts';
import { ErrorState, Page, ReadingState } from '../../ui/index.ts';
import { DivisionMonth } from './division-month.tsx';
import styles from './division.module.css';
import { monthChoices, monthShown } from './months.ts';
import { problemWords } from './problem.ts';
import { type Period, usePeriod } from './use-period.ts';

/** 客户划分: the new customers of a month, how far their division has come, and the sheets that do it. */
export function DivisionPage(): ReactNode {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const day = today();
  const month = monthShown(params.get('month'), day);
  const period = usePeriod(month);
  const { firstDay, lastDay } = allocationPeriod(month);
  const hint = (
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
  );
  const trouble = <Trouble period={period} />;
  if (period.data !== null) {
    return <DivisionMonth key={month} hint={hint} trouble={trouble} period={period} data={period.data} />;
  }
  return (
    <Page title={t('division.title')} hint={hint}>
      {trouble}
      {period.problem === null && <ReadingState />}
    </Page>
  );
}

/** What was read stays on the screen, with the time at which it was. */
function Trouble({ period }: { period: Period }): ReactNode {
  const { t } = useTranslation();
  if (period.problem === null) return null;
  const words = period.offline ? 'offline' : 'failed';
  const { code } = problemWords(period.problem, t);
  const text =
    period.data === null
      ? t(`division.${words}.nothing`)
      : t(`division.${words}.kept`, { time: timeOf(new Date(period.data.readAt).toISOString()) });
  return (
    <ErrorState
      tone={period.offline ? 'soon' : 'bad'}
      title={t(`division.${words}.title`)}
      text={text}
      {...(code === undefined ? {} : { code })}
    />
  );
}
