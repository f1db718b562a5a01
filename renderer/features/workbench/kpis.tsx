import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { endingWithin, EXPIRY_DAYS, total } from '../../../shared/reports/index.ts';
import type { CustomerConditions } from '../../data/types.ts';
import { useReference } from '../../session/react.tsx';
import {
  formatCount,
  formatCountDifference,
  formatPercentChange,
  formatYuan,
} from '../../ui/format/index.ts';
import { AsOfHint, KpiStrip, KpiTile } from '../../ui/index.ts';
import type { KpiComparison } from '../../ui/index.ts';
import { customersPath } from '../customers/index.ts';
import type { WorkbenchFigures } from './figures.ts';
import type { Workbench } from './use-workbench.ts';
import styles from './workbench.module.css';

/** Five figures read in one glance; each opens the list that it counts. */
export function WorkbenchKpis({ workbench }: { workbench: Workbench }): ReactNode {
  const { t } = useTranslation();
  const { figures, conditions, index } = workbench;
  const newest = figures.month === index.thisMonth;
  return (
    <KpiStrip label={t('workbench.strip')}>
      <CustomersTile figures={figures} scope={conditions} />
      <RevenueTile figures={figures} scope={conditions} />
      <ArrearsTile figures={figures} scope={conditions} />
      <AgreementsTile figures={figures} scope={conditions} />
      <ZeroTile figures={figures} scope={conditions} newest={newest ? null : index.thisMonth} />
    </KpiStrip>
  );
}

interface TileProps {
  figures: WorkbenchFigures;
  scope: CustomerConditions;
}

function useOpen(): (conditions: CustomerConditions, sort?: Parameters<typeof customersPath>[1]) => void {
  const navigate = useNavigate();
  return (conditions, sort) => void navigate(customersPath(conditions, sort));
}

const difference = (label: string, now: number, before: number | undefined): KpiComparison[] =>
  before === undefined || before === 0
    ? []
    : [{ label, value: formatCountDifference(now - before), ...meaning(now - before) }];

const meaning = (change: number): Pick<KpiComparison, 'meaning'> =>
  change === 0 ? {} : { meaning: change > 0 ? 'good' : 'bad' };

function CustomersTile({ figures: { base }, scope }: TileProps): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const open = useOpen();
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
      onOpen={() => open({ ...scope, status: 'LIVE' })}
    />
  );
}

function RevenueTile({ figures: { trend, month }, scope }: TileProps): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const open = useOpen();
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
        : { onOpen: () => open({ ...scope, feeMonth: month }, { key: 'revenue', descending: true }) })}
    />
  );
}

function ArrearsTile({ figures: { ageing }, scope }: TileProps): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const open = useOpen();
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
      onOpen={() => open({ ...scope, arrearsMonthsMin: 1 }, { key: 'arrears', descending: true })}
    />
  );
}

function AgreementsTile({ figures: { expiry }, scope }: TileProps): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const open = useOpen();
  return (
    <KpiTile
      label={t('workbench.kpi.agreements')}
      hint={<AsOfHint freshness={freshness} kinds={['agreements']} />}
      value={formatCount(expiry.ending.length)}
      unit={
        expiry.customers === expiry.ending.length
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
        open({ ...scope, agreementEndsWithinDays: EXPIRY_DAYS }, { key: 'agreementEnd', descending: false })
      }
    />
  );
}

/** `newest`: the only month that can be told, where another one is looked at. */
function ZeroTile({
  figures: { base, month },
  scope,
  newest,
}: TileProps & { newest: string | null }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const open = useOpen();
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
      onOpen={() => open({ ...scope, zeroCharge: true })}
    />
  );
}
