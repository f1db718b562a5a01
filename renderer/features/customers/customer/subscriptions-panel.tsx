import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Month } from '../../../../shared/lib/dates.ts';
import type { CustomerDetail } from '../../../data/types.ts';
import { useReference } from '../../../session/react.tsx';
import { formatYuan } from '../../../ui/format/index.ts';
import { AsOfHint, Panel, StatusText } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { isLive, subscriptionLines, type SubscriptionLine } from './figures.ts';

/** 用户: every service line with this month's total and what it owes. Terminated ones are a press away. */
export function SubscriptionsPanel({
  detail,
  month,
}: {
  detail: CustomerDetail;
  month: Month | null;
}): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const [all, setAll] = useState(false);
  const lines = subscriptionLines(detail.customer, detail.ledger, detail.balance, month);
  const live = lines.filter((line) => isLive(line.subscription));
  const gone = lines.length - live.length;
  const shown = all || live.length === 0 ? lines : live;
  return (
    <Panel
      className={styles['subscriptions'] ?? ''}
      title={t('customer.subscriptions.title')}
      hint={
        <>
          {t('customer.subscriptions.live', { count: live.length })} ·{' '}
          <AsOfHint freshness={freshness} kinds={['billing_users', 'line97', 'bi_fees', 'arrears']} />
        </>
      }
      {...(gone > 0 && live.length > 0
        ? {
            actions: (
              <Button size="small" type="link" onClick={() => setAll(!all)}>
                {all
                  ? t('customer.subscriptions.hideTerminated')
                  : t('customer.subscriptions.showTerminated', { count: gone })}
              </Button>
            ),
          }
        : {})}
      flush
    >
      <table className={styles['grid']}>
        <thead>
          <tr>
            <th>{t('customer.subscriptions.accessNumber')}</th>
            <th>{t('customer.subscriptions.name')}</th>
            <th>{t('customer.subscriptions.product')}</th>
            <th>{t('customer.subscriptions.status')}</th>
            <th>{t('customer.subscriptions.cabinet')}</th>
            <th>{t('customer.subscriptions.activatedOn')}</th>
            <th className={styles['right']}>{month ?? t('customer.subscriptions.fee')}</th>
            <th className={styles['right']}>{t('customer.subscriptions.arrears')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <Line key={line.subscription.subscriptionId} line={line} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Line({ line }: { line: SubscriptionLine }): ReactNode {
  const { t } = useTranslation();
  const { subscription, fee, arrears } = line;
  const remark = subscription.missingSince
    ? t('customer.subscriptions.missing', { day: subscription.missingSince })
    : subscription.terminatedOn
      ? t('customer.subscriptions.terminatedOn', { day: subscription.terminatedOn })
      : undefined;
  return (
    <tr>
      <td title={subscription.accessNumber}>{subscription.accessNumber}</td>
      <td title={subscription.name}>{subscription.name}</td>
      <td title={subscription.product}>{subscription.product}</td>
      <td title={remark}>
        {subscription.missingSince ? (
          <span className={styles['soon']}>
            <StatusText status={subscription.status} />?
          </span>
        ) : (
          <StatusText status={subscription.status} />
        )}
      </td>
      <td>{subscription.cabinet ?? t('common.none')}</td>
      <td>{subscription.activatedOn}</td>
      <td className={styles['right']}>{fee === null ? t('common.none') : formatYuan(fee)}</td>
      <td className={styles['right']}>
        {arrears === 0 ? t('common.none') : <span className={styles['bad']}>{formatYuan(arrears)}</span>}
      </td>
    </tr>
  );
}
