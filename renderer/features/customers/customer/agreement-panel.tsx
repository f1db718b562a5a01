import { Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../../shared/domain/rows.ts';
import type { Day } from '../../../../shared/lib/dates.ts';
import { useReference } from '../../../session/react.tsx';
import { formatYuan } from '../../../ui/format/index.ts';
import { AsOfHint, Panel } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { agreementsByUrgency, type AgreementState } from './figures.ts';

/** 协议: what the customer is bound to, the one that ends next first. */
export function AgreementPanel({ customer, today }: { customer: Customer; today: Day }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const states = agreementsByUrgency(customer.agreements, today);
  return (
    <Panel
      title={t('customer.agreement.title')}
      hint={<AsOfHint freshness={freshness} kinds={['agreements']} />}
    >
      {states.length === 0 && <span className={styles['faint']}>{t('customer.agreement.none')}</span>}
      {states.map((state) => (
        <OneAgreement key={state.agreement.agreementNumber} state={state} customer={customer} />
      ))}
    </Panel>
  );
}

function OneAgreement({ state, customer }: { state: AgreementState; customer: Customer }): ReactNode {
  const { t } = useTranslation();
  const { agreement, daysLeft, daysServed, served } = state;
  const subscription = customer.subscriptions.find((one) => one.subscriptionId === agreement.subscriptionId);
  return (
    <div className={styles['agreement']}>
      <dl className={styles['facts']}>
        <dt>{t('customer.agreement.plan')}</dt>
        <dd>{agreement.plan}</dd>
        <dt>{t('customer.agreement.number')}</dt>
        <dd>{agreement.agreementNumber}</dd>
        {customer.subscriptions.length > 1 && subscription && (
          <>
            <dt>{t('customer.agreement.subscription')}</dt>
            <dd>{subscription.accessNumber}</dd>
          </>
        )}
        <dt>{t('customer.agreement.start')}</dt>
        <dd>{agreement.start}</dd>
        <dt>{t('customer.agreement.end')}</dt>
        <dd>{agreement.end}</dd>
      </dl>
      <Progress
        percent={served * 100}
        status="normal"
        {...(daysLeft < 0 ? { strokeColor: 'var(--color-text-quaternary)' } : {})}
        showInfo={false}
        size={['100%', 6]}
        aria-hidden
      />
      <div className={styles['ends']}>
        <span>{t('customer.agreement.served', { count: daysServed })}</span>
        {daysLeft < 0 ? (
          <span className={styles['bad']}>{t('customer.agreement.expired', { count: -daysLeft })}</span>
        ) : (
          <span>{t('customer.agreement.left', { count: daysLeft })}</span>
        )}
      </div>
      <div className={styles['ends']}>
        <span>
          <span className={styles['faint']}>{t('customer.agreement.commitment')}</span>{' '}
          {formatYuan(agreement.monthlyCommitment)}
        </span>
        <span>
          <span className={styles['faint']}>{t('customer.agreement.penalty')}</span>{' '}
          {formatYuan(agreement.penalty)}
        </span>
      </div>
    </div>
  );
}
