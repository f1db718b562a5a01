import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../../shared/domain/rows.ts';
import { minuteOf } from '../../../../shared/lib/dates.ts';
import { useReference } from '../../../session/react.tsx';
import { AsOfHint, Panel } from '../../../ui/index.ts';
import styles from './customer-page.module.css';

/** 在途工单: what the hotline works on, and at which stage it is. */
export function OrdersPanel({ customer }: { customer: Customer }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  return (
    <Panel
      title={t('customer.orders.title')}
      hint={<AsOfHint freshness={freshness} kinds={['orders10000']} />}
      flush
    >
      {customer.orders.length === 0 ? (
        <div className={styles['quietText']}>{t('customer.orders.none')}</div>
      ) : (
        <table className={styles['grid']}>
          <thead>
            <tr>
              <th>{t('customer.orders.kind')}</th>
              <th>{t('customer.orders.stage')}</th>
              <th>{t('customer.orders.acceptedAt')}</th>
            </tr>
          </thead>
          <tbody>
            {customer.orders.map((order) => (
              <tr key={order.orderNumber}>
                <td title={order.orderNumber}>{order.kind}</td>
                <td title={order.stage}>{order.stage}</td>
                <td>{minuteOf(order.acceptedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
