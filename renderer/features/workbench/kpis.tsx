import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endingWithin, EXPIRY_DAYS, total } from '../../../shared/reports/index.ts';
import {
  formatCount,
  formatCountDifference,
  formatPercentChange,
  formatYuan,
} from '../../ui/format/index.ts';
import { AsOfHint, KpiStrip, KpiTile } from '../../ui/index.ts';
import type { KpiComparison } from '../../ui/index.ts';
import { useFigureSource } from './figure-source.ts';
import type { FigureSource } from './figure-source.ts';
import type { Workbench } from './use-workbench.ts';
import styles from './workbench.module.css';

export function WorkbenchKpis({ workbench }: { workbench: Workbench }): ReactNode {
  const source = useFigureSource(workbench);
  const { thisMonth } = workbench.index;
  return <FigureTiles {...source} newest={source.figures.month === thisMonth ? null : thisMonth} />;
}

/** Five figures read in one glance; each opens the list that it counts. `newest`: see `ZeroTile`. */
export function FigureTiles({ newest, ...source }: FigureSource & { newest: string | null }): ReactNode {
  const { t } = useTranslation();
  return (
    <KpiStrip label={t('workbench.strip')}>
      <CustomersTile {...source} />
      <RevenueTile {...source} />
      <ArrearsTile {...source} />
      <AgreementsTile {...source} />
      <ZeroTile {...source} newest={newest} />
    </KpiStrip>
  );
}

const difference = (label: string, now: number, before: number | undefined): KpiComparison[] =>
  before === undefined || before === 0
    ? []
    : [{ label, value: formatCountDifference(now - before), ...meaning(now - before) }];

const meaning = (change: number): Pick<KpiComparison, 'meaning'> =>
  change === 0 ? {} : { meaning: change > 0 ? 'good' : 'bad' };

function CustomersTile({ figures: { base }, freshness, open }: FigureSource): ReactNode {
  const { t } = useTranslation();
  const live = base.live;
  const now = live.at(-1) ?? 0;
  return (
    <KpiTile
      label={t('workbench.kpi.customers')}
      hint={<AsOfHint freshness={freshness} kinds={['billing_users']} />}
      value={formatCount(now)}
      unit={t('workbench.kpi.customersUnit')}
      trend={live}
      comparisons={[
        ...difference(t('workbench.onLastMonth'), now, live.at(-2)),
        ...difference(t('workbench.onLastYear'), now, live[0]),
      ]}
      onOpen={() => open({ status: 'LIVE' })}
    />
  );
}

function RevenueTile({ figures: { trend, month }, freshness, open }: FigureSource): ReactNode {
  const { t } = useTranslation();
  const amount = trend?.totals.at(-1) ?? null;
  const compared = (label: string, before: number | null): KpiComparison[] => {
    const value = formatPercentChange(amount, before);
    if (value === null || amount === null || before === null) return [];
    return [{ label, value, ...meaning(amount - before) }];
  };
  return (
    <KpiTile
      grow={1.3}
      label={t('workbench.kpi.revenue', { month: month ?? '' })}
      hint={<AsOfHint freshness={freshness} kinds={['bi_fees']} />}
      value={amount === null ? t('common.none') : formatYuan(amount)}
      {...(amount === null ? {} : { unit: t('common.yuan') })}
      trend={(trend?.totals ?? []).filter((one) => one !== null)}
      comparisons={[
        ...compared(t('workbench.onLastMonth'), trend?.totals.at(-2) ?? null),
        ...compared(t('workbench.onSameMonth'), trend?.lastYear.at(-1) ?? null),
      ]}
      {...(month === null
        ? {}
        : { onOpen: () => open({ feeMonth: month }, { key: 'revenue', descending: true }) })}
    />
  );
}

function ArrearsTile({ figures: { ageing }, freshness, open }: FigureSource): ReactNode {
  const { t } = useTranslation();
  const longest = ageing.amounts[5] ?? 0;
  return (
    <KpiTile
      grow={1.2}
      label={t('workbench.kpi.arrears')}
      hint={<AsOfHint freshness={freshness} kinds={['arrears']} />}
      value={formatYuan(total(ageing.amounts))}
      unit={t('common.yuan')}
      note={
        <>
          <span title={t('workbench.ageing.customers', { count: ageing.allCustomers })}>
            {t('workbench.kpi.items', { count: total(ageing.items) })}
          </span>
          {longest > 0 && (
            <span>
              {t('workbench.kpi.longest')} <b className={styles['bad']}>{formatYuan(longest)}</b>
            </span>
          )}
        </>
      }
      onOpen={() => open({ arrearsMonthsMin: 1 }, { key: 'arrears', descending: true })}
    />
  );
}

function AgreementsTile({ figures: { expiry }, freshness, open }: FigureSource): ReactNode {
  const { t } = useTranslation();
  const ending = total(expiry.perDay);
  return (
    <KpiTile
      label={t('workbench.kpi.agreements')}
      hint={<AsOfHint freshness={freshness} kinds={['agreements']} />}
      value={formatCount(ending)}
      unit={
        expiry.customers === ending
          ? t('workbench.kpi.agreementsUnit')
          : t('workbench.kpi.agreementsOf', { count: expiry.customers })
      }
      comparisons={[
        {
          label: t('workbench.kpi.within', { count: 30 }),
          value: formatCount(endingWithin(expiry, 30)),
          meaning: 'soon',
        },
        { label: t('workbench.kpi.within', { count: 60 }), value: formatCount(endingWithin(expiry, 60)) },
      ]}
      onOpen={() =>
        open({ agreementEndsWithinDays: EXPIRY_DAYS }, { key: 'agreementEnd', descending: false })
      }
    />
  );
}

/** `newest`: the only month that can be told, where another one is looked at. */
function ZeroTile({
  figures: { base, month },
  freshness,
  open,
  newest,
}: FigureSource & { newest: string | null }): ReactNode {
  const { t } = useTranslation();
  const label = t('workbench.kpi.zero');
  const hint = <AsOfHint freshness={freshness} kinds={['bi_fees']} />;
  if (month === null || newest !== null)
    return (
      <KpiTile
        label={label}
        hint={hint}
        value={t('common.none')}
        {...(newest === null ? {} : { note: t('workbench.kpi.onlyNewest', { month: newest }) })}
      />
    );
  const change = base.zeroCharge - base.zeroChargeBefore;
  const share = base.inService === 0 ? null : `${((base.zeroCharge / base.inService) * 100).toFixed(1)}%`;
  return (
    <KpiTile
      label={label}
      hint={hint}
      value={formatCount(base.zeroCharge)}
      unit={
        base.zeroChargeCustomers === base.zeroCharge
          ? t('workbench.kpi.zeroUnit')
          : t('workbench.kpi.zeroOf', { count: base.zeroChargeCustomers })
      }
      note={
        <>
          <span>
            {t('workbench.onLastMonth')}{' '}
            <b className={change > 0 ? styles['bad'] : change < 0 ? styles['good'] : styles['plain']}>
              {formatCountDifference(change)}
            </b>
          </span>
          {share !== null && <span>{t('workbench.kpi.ofInService', { percent: share })}</span>}
        </>
      }
      onOpen={() => open({ zeroCharge: true })}
    />
  );
}
