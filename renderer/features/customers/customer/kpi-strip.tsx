import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '../../../../shared/domain/rows.ts';
import type { Day, Month } from '../../../../shared/lib/dates.ts';
import type { Fen } from '../../../../shared/lib/money.ts';
import type { CustomerDetail } from '../../../data/types.ts';
import { formatPercentChange, formatYuan, shortDay } from '../../../ui/format/index.ts';
import { ArrearsMark, AsOfHint, KpiStrip, KpiTile, type KpiComparison } from '../../../ui/index.ts';
import { plainYuan } from '../list/condition-chips.ts';
import styles from './customer-page.module.css';
import {
  agreementsByUrgency,
  arrearsFigures,
  nextStepOf,
  revenueFigures,
  type AgreementState,
} from './figures.ts';

/** An agreement that ends this soon asks for an act. */
const SOON_DAYS = 30;

/** Who pays how much, owes what, is bound until when, waits for what, and was promised what. */
export function CustomerKpis(props: {
  detail: CustomerDetail;
  freshness: readonly Freshness[];
  thisMonth: Month | null;
  today: Day;
  mayWrite: boolean;
}): ReactNode {
  const { detail, freshness, thisMonth, today } = props;
  return (
    <KpiStrip>
      <RevenueTile detail={detail} freshness={freshness} thisMonth={thisMonth} />
      <ArrearsTile detail={detail} freshness={freshness} />
      <AgreementTile detail={detail} freshness={freshness} today={today} />
      <OrdersTile detail={detail} freshness={freshness} />
      <NextStepTile detail={detail} today={today} mayWrite={props.mayWrite} />
    </KpiStrip>
  );
}

interface TileProps {
  detail: CustomerDetail;
  freshness: readonly Freshness[];
}

function RevenueTile({ detail, freshness, thisMonth }: TileProps & { thisMonth: Month | null }): ReactNode {
  const { t } = useTranslation();
  const { amount, lastMonth, lastYear, trend } = revenueFigures(detail.ledger, thisMonth);
  const comparisons = [
    compared(t('customer.kpi.onLastMonth'), amount, lastMonth),
    compared(t('customer.kpi.onLastYear'), amount, lastYear),
  ].filter((one) => one !== null);
  return (
    <KpiTile
      grow={1.25}
      label={t('customer.kpi.revenue')}
      hint={<AsOfHint freshness={freshness} kinds={['bi_fees']} />}
      value={amount === null ? '—' : formatYuan(amount)}
      {...(amount === null ? {} : { unit: t('common.yuan') })}
      trend={trend}
      comparisons={comparisons}
      {...(amount === null ? { note: t('customer.kpi.noRevenue') } : {})}
    />
  );
}

function compared(label: string, amount: Fen | null, before: Fen | null): KpiComparison | null {
  const value = formatPercentChange(amount, before);
  if (value === null || amount === null || before === null) return null;
  if (amount === before) return { label, value };
  return { label, value, meaning: amount > before ? 'good' : 'bad' };
}

function ArrearsTile({ detail, freshness }: TileProps): ReactNode {
  const { t } = useTranslation();
  const { amount, stage, since } = arrearsFigures(detail.balance);
  return (
    <KpiTile
      label={t('customer.kpi.arrears')}
      hint={<AsOfHint freshness={freshness} kinds={['arrears']} />}
      value={formatYuan(amount)}
      unit={t('common.yuan')}
      note={
        amount === 0 ? (
          t('customer.kpi.noArrears')
        ) : (
          <>
            <ArrearsMark stage={stage} />
            {since !== null && <span>{t('customer.kpi.since', { month: since })}</span>}
          </>
        )
      }
    />
  );
}

function AgreementTile({ detail, freshness, today }: TileProps & { today: Day }): ReactNode {
  const { t } = useTranslation();
  const urgent = agreementsByUrgency(detail.customer.agreements, today)[0];
  const hint = <AsOfHint freshness={freshness} kinds={['agreements']} />;
  if (!urgent)
    return (
      <KpiTile
        grow={1.25}
        label={t('customer.kpi.agreementEnd')}
        hint={hint}
        value={<span className={styles['faint']}>{t('common.none')}</span>}
        note={t('customer.kpi.noAgreementHint')}
      />
    );
  const { plan, monthlyCommitment, end } = urgent.agreement;
  return (
    <KpiTile
      grow={1.25}
      label={t('customer.kpi.agreementEnd')}
      hint={hint}
      value={end}
      note={
        <>
          <DaysLeft state={urgent} />
          <span className={styles['kpiNote']}>
            {t('customer.kpi.plan', { plan, amount: plainYuan(monthlyCommitment) })}
          </span>
        </>
      }
    />
  );
}

function DaysLeft({ state: { daysLeft } }: { state: AgreementState }): ReactNode {
  const { t } = useTranslation();
  if (daysLeft < 0)
    return (
      <span className={`${styles['bold']} ${styles['bad']}`}>
        {t('customer.kpi.expired', { count: -daysLeft })}
      </span>
    );
  const tone = daysLeft <= SOON_DAYS ? styles['soon'] : '';
  return (
    <span className={`${styles['bold']} ${tone}`}>
      {daysLeft === 0 ? t('customer.kpi.lastDay') : t('customer.kpi.daysLeft', { count: daysLeft })}
    </span>
  );
}

function OrdersTile({ detail, freshness }: TileProps): ReactNode {
  const { t } = useTranslation();
  const { orders } = detail.customer;
  const newest = orders[0];
  return (
    <KpiTile
      label={t('customer.kpi.orders')}
      hint={<AsOfHint freshness={freshness} kinds={['orders10000']} />}
      value={String(orders.length)}
      unit={t('customer.kpi.ordersUnit', { count: orders.length })}
      note={
        <span className={styles['kpiNote']}>
          {newest ? `${newest.kind} · ${newest.stage}` : t('customer.kpi.noOrders')}
        </span>
      }
    />
  );
}

function NextStepTile(props: { detail: CustomerDetail; today: Day; mayWrite: boolean }): ReactNode {
  const { detail, today, mayWrite } = props;
  const { t } = useTranslation();
  const next = nextStepOf(detail.interactions, today);
  if (!next)
    return (
      <KpiTile
        label={t('customer.kpi.nextStep')}
        value={<span className={styles['faint']}>{t('common.none')}</span>}
        {...(mayWrite
          ? { note: <span className={styles['kpiNote']}>{t('customer.kpi.noNextStepHint')}</span> }
          : {})}
      />
    );
  const overdue = next.daysLeft !== null && next.daysLeft < 0;
  return (
    <KpiTile
      label={t('customer.kpi.nextStep')}
      value={next.on === null ? t('customer.kpi.noDay') : shortDay(next.on, today)}
      note={
        <>
          {overdue && (
            <span className={`${styles['bold']} ${styles['soon']}`}>
              {t('customer.kpi.overdue', { count: -(next.daysLeft ?? 0) })}
            </span>
          )}
          {next.daysLeft === 0 && <span className={styles['bold']}>{t('customer.kpi.today')}</span>}
          <span className={styles['kpiNote']} title={next.text}>
            {next.text}
          </span>
        </>
      }
    />
  );
}
