import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../data/types.ts';
import { useReference } from '../../../session/react.tsx';
import { formatYuan } from '../../../ui/format/index.ts';
import { ArrearsMark, AsOfHint, Panel } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { stageOf } from './figures.ts';

/** 欠费: what each subscription owes and since when; a prepaid balance is said below. */
export function ArrearsPanel({ detail }: { detail: CustomerDetail }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const { customer, balance } = detail;
  const items = balance?.arrears ?? [];
  const prepaid = balance?.prepaid ?? [];
  const accessNumber = (subscriptionId: string): string =>
    customer.subscriptions.find((one) => one.subscriptionId === subscriptionId)?.accessNumber ??
    subscriptionId;
  return (
    <Panel
      title={t('customer.arrears.title')}
      hint={<AsOfHint freshness={freshness} kinds={['arrears']} />}
      flush
    >
      {items.length === 0 ? (
        <div className={styles['quietText']}>{t('customer.arrears.none')}</div>
      ) : (
        <table className={styles['grid']}>
          <thead>
            <tr>
              <th>{t('customer.arrears.accessNumber')}</th>
              <th>{t('customer.arrears.since')}</th>
              <th>{t('customer.arrears.stage')}</th>
              <th className={styles['right']}>{t('customer.arrears.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={`${item.subscriptionId}-${item.sinceMonth}`}>
                <td title={accessNumber(item.subscriptionId)}>{accessNumber(item.subscriptionId)}</td>
                <td>{item.sinceMonth}</td>
                <td>
                  <ArrearsMark stage={stageOf(item.months)} />
                </td>
                <td className={styles['right']}>{formatYuan(item.amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {prepaid.length > 0 && (
        <div className={styles['quietText']}>
          {t('customer.arrears.prepaid', {
            amount: formatYuan(prepaid.reduce((sum, item) => sum + item.amount, 0)),
          })}{' '}
          <AsOfHint freshness={freshness} kinds={['prepaid']} />
        </div>
      )}
    </Panel>
  );
}
