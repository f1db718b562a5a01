import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CustomerDetail } from '../../data/types.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { formatPercentChange, formatYuan } from '../../ui/format/index.ts';
import { AsOfHint, MaskedText, Panel, Sparkline } from '../../ui/index.ts';
import { LatestTimeline, revenueFigures } from '../customers/index.ts';
import styles from './call-lists.module.css';
import type { CallFacts } from './customer-facts.ts';

const LATEST = 3;

/** What a caller glances at: the money, the facts, and what was said lately. */
export function SidePanels(props: { detail: CustomerDetail; facts: CallFacts; today: Day }): ReactNode {
  const { detail, facts, today } = props;
  const { t } = useTranslation();
  return (
    <>
      <RevenuePanel detail={detail} />
      <FactsPanel detail={detail} facts={facts} />
      <Panel fill title={t('customer.timeline.title')} hint={t('calls.work.latest', { count: LATEST })}>
        <LatestTimeline detail={detail} today={today} most={LATEST} />
      </Panel>
    </>
  );
}

function RevenuePanel({ detail }: { detail: CustomerDetail }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const { thisMonth } = useIndex();
  const { amount, lastMonth, lastYear, trend } = revenueFigures(detail.ledger, thisMonth);
  const compared = [
    [t('customer.kpi.onLastMonth'), formatPercentChange(amount, lastMonth)],
    [t('customer.kpi.onLastYear'), formatPercentChange(amount, lastYear)],
  ].filter(([, change]) => change !== null);
  return (
    <Panel title={t('customer.kpi.revenue')} hint={<AsOfHint freshness={freshness} kinds={['bi_fees']} />}>
      <div className={styles['revenue']}>
        <span className={styles['figure']}>{amount === null ? t('common.none') : formatYuan(amount)}</span>
        <Sparkline values={trend} variant="tile" />
      </div>
      <div className={styles['compared']}>
        {compared.map(([label, change]) => (
          <span key={label}>
            {label} {change}
          </span>
        ))}
      </div>
    </Panel>
  );
}

function FactsPanel({ detail, facts }: { detail: CustomerDetail; facts: CallFacts }): ReactNode {
  const { t } = useTranslation();
  const { freshness, units } = useReference();
  const { customer } = detail;
  const none = t('calls.fact.nothing');
  return (
    <Panel
      title={t('calls.fact.title')}
      hint={<AsOfHint freshness={freshness} kinds={['billing_users', 'arrears']} />}
    >
      <dl className={styles['facts']}>
        <dt>{t('calls.fact.product')}</dt>
        <dd>{facts.product || none}</dd>
        <dt>{t('calls.fact.accessNumber')}</dt>
        <dd>{facts.accessNumber || none}</dd>
        <dt>{t('calls.fact.activatedOn')}</dt>
        <dd>{facts.activatedOn ?? none}</dd>
        <dt>{t('calls.fact.agreement')}</dt>
        <dd>
          {facts.agreement === null ? none : t('calls.fact.agreementFrom', { day: facts.agreement.start })}
        </dd>
        <dt>{t('calls.fact.penalty')}</dt>
        <dd>{facts.agreement === null ? none : formatYuan(facts.agreement.penalty)}</dd>
        <dt>{t('calls.fact.arrears')}</dt>
        <dd>{facts.arrears === null ? none : formatYuan(facts.arrears.amount)}</dd>
        <dt>{t('calls.fact.prepaid')}</dt>
        <dd>{facts.prepaid === null ? none : formatYuan(facts.prepaid)}</dd>
        <dt>{t('calls.fact.community')}</dt>
        <dd>{units.get(customer.communityCode)?.name ?? customer.communityCode}</dd>
        {customer.contact.persons.slice(0, 2).map((person, i) => (
          <Person key={`${i} ${person.name}`} {...person} customerCode={customer.customerCode} />
        ))}
      </dl>
    </Panel>
  );
}

function Person(props: { name: string; role: string; phone: string; customerCode: string }): ReactNode {
  const { name, role, phone, customerCode } = props;
  const { t } = useTranslation();
  return (
    <>
      <dt>{t('calls.fact.person')}</dt>
      <dd>
        {[name, role].filter(Boolean).join(' · ')}{' '}
        {phone !== '' && <MaskedText kind="phone" value={phone} customerCode={customerCode} eye="always" />}
      </dd>
    </>
  );
}
