import { Steps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { allocationPeriod } from '../../../shared/domain/allocation-period.ts';
import type { DivisionStep } from '../../../shared/domain/division.ts';
import { momentOf, today } from '../../ui/format/index.ts';
import { Panel, useNow } from '../../ui/index.ts';
import styles from './division.module.css';
import { confirmedOf, movedBySheets } from './figures.ts';
import type { PeriodData } from './period-store.ts';

interface StepsPanelProps {
  data: PeriodData;
  /** The step whose sheet is being checked. */
  checking: DivisionStep | null;
  onSeePool: () => void;
}

/** How far it has come, how long there is, and who will be locked: always in sight. */
export function StepsPanel({ data, checking, onSeePool }: StepsPanelProps): ReactNode {
  const { t } = useTranslation();
  const { period, customers } = data;
  const { done, total } = confirmedOf(period.centres);
  const moved = movedBySheets(customers);
  const sheet = period.newest_sheet;
  const steps = [
    {
      title: t('division.steps.newCustomers'),
      content: t('division.steps.customers', { count: period.new_customers }),
      done: period.new_customers > 0,
    },
    {
      title: t('division.steps.exported'),
      content: sheet ? momentOf(sheet.made_at, today()) : t('division.steps.notExported'),
      done: sheet !== null,
    },
    {
      title: t('division.steps.confirmed'),
      content:
        total === 0
          ? t('division.none')
          : done < total
            ? t('division.steps.confirmedOf', { done, total, left: total - done })
            : t('division.steps.confirmedAll', { done, total }),
      done: total > 0 && done === total,
    },
    {
      title: t('division.steps.channel'),
      content:
        checking === 'CHANNEL'
          ? t('division.steps.checking')
          : moved.toPools > 0
            ? t('division.steps.movedToPools', { count: moved.toPools })
            : t('division.steps.notStarted'),
      done: checking !== 'CHANNEL' && moved.toPools > 0,
    },
    {
      title: t('division.steps.community'),
      content:
        checking === 'COMMUNITY'
          ? t('division.steps.checking')
          : moved.toCommunities > 0
            ? t('division.steps.movedToCommunities', { count: moved.toCommunities })
            : t('division.steps.notStarted'),
      done: checking !== 'COMMUNITY' && moved.toCommunities > 0,
    },
  ];
  // Confirmations come in while sheets are imported already: the step that is worked on is the last one begun.
  const current = checking === null ? steps.findIndex((step) => !step.done) : checking === 'CHANNEL' ? 3 : 4;
  return (
    <Panel flush className={styles['steps'] ?? ''}>
      <div className={styles['stepsRow']}>
        <Steps
          size="small"
          current={current}
          aria-label={t('division.steps.label')}
          items={steps.map((step, i) => ({
            title: step.title,
            content: step.content,
            status: i === current ? 'process' : step.done ? 'finish' : 'wait',
          }))}
        />
        <Countdown data={data} />
        <AboutToLock data={data} onSee={onSeePool} />
      </div>
    </Panel>
  );
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function Countdown({ data: { period, readAt } }: { data: PeriodData }): ReactNode {
  const { t } = useTranslation();
  const now = useNow(MINUTE / 2);
  if (period.closes_in === null) {
    const ended = period.state === 'ENDED';
    return (
      <div className={styles['countdown']} role="timer">
        <div className={styles['quiet']}>
          {t(ended ? 'division.countdown.ended' : 'division.countdown.notYet')}
        </div>
        <div>
          {ended
            ? t('division.countdown.endedOn', { day: period.last_day })
            : t('division.countdown.opens', { day: period.first_day })}
        </div>
      </div>
    );
  }
  // The server's figure less the time since: this machine's clock may be wrong, but it runs.
  const left = Math.max(0, period.closes_in - Math.max(0, now.getTime() - readAt));
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  return (
    <div className={styles['countdown']} role="timer">
      <div className={styles['quiet']}>{t('division.countdown.left')}</div>
      <div className={styles['left']}>
        {days > 0 && (
          <>
            <b>{days}</b> {t('division.countdown.days')}{' '}
          </>
        )}
        <b>{hours}</b> {t('division.countdown.hours')}
        {days === 0 && (
          <>
            {' '}
            <b>{minutes}</b> {t('division.countdown.minutes')}
          </>
        )}
      </div>
    </div>
  );
}

function AboutToLock({ data: { period }, onSee }: { data: PeriodData; onSee: () => void }): ReactNode {
  const { t } = useTranslation();
  const { closed } = period;
  const ended = period.state === 'ENDED';
  return (
    <div className={styles['lock']}>
      {ended ? (
        <>
          <div className={styles['soon']}>
            {closed
              ? t('division.countdown.locked', { count: closed.locked })
              : t('division.countdown.notClosed')}
          </div>
          <div className={styles['quiet']}>
            {t('division.countdown.lockedHint', { day: allocationPeriod(period.month).lockedUntil })}
          </div>
        </>
      ) : period.in_pool === 0 ? (
        <div className={styles['quiet']}>{t('division.countdown.noneWillLock')}</div>
      ) : (
        <>
          <div className={styles['soon']}>{t('division.countdown.willLock', { count: period.in_pool })}</div>
          <div className={styles['quiet']}>
            {t('division.countdown.willLockHint')}{' '}
            <button type="button" className={styles['link']} onClick={onSee}>
              {t('division.countdown.see')}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
