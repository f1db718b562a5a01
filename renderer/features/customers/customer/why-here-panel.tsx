import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../../shared/domain/rows.ts';
import { useReference } from '../../../session/react.tsx';
import { AsOfHint, Panel } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { whyHere } from './why-here.ts';

/** 为什么在本社区: what decided the place of the customer, in words. */
export function WhyHerePanel({ customer }: { customer: Customer }): ReactNode {
  const { t } = useTranslation();
  const { units, freshness } = useReference();
  const why = whyHere(customer, units, t);
  const restsOnLines = customer.placement.kind === 'RULE' || customer.placement.kind === 'POOL';
  return (
    <Panel
      title={t('customer.why.heading')}
      {...(restsOnLines ? { hint: <AsOfHint freshness={freshness} kinds={['line97']} /> } : {})}
    >
      <div className={styles['strong']}>{why.title}</div>
      <dl className={styles['facts']}>
        {why.facts.map((fact) => (
          <Fragment key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </Fragment>
        ))}
      </dl>
      <p className={styles['remarks']}>
        {why.remarks.map((remark) => (
          <span key={remark}>{remark}</span>
        ))}
      </p>
    </Panel>
  );
}
