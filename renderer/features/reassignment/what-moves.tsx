import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../data/types.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { formatYuan, shortDay } from '../../ui/format/index.ts';
import { aboutWords } from '../../ui/complaint-words.ts';
import { useUnsolvedOf } from '../complaints/index.ts';
import { agreementsByUrgency, arrearsFigures, isLive, nextStepOf, revenueOf } from '../customers/index.ts';
import styles from './reassignment.module.css';

/** All that hangs on the customer and goes with it. */
export function WhatMoves({ detail, today }: { detail: CustomerDetail; today: string }): ReactNode {
  const { t } = useTranslation();
  const { thisMonth } = useIndex();
  const { freshness } = useReference();
  const { customer, ledger, balance, interactions } = detail;
  const live = customer.subscriptions.filter(isLive).length;
  const revenue = thisMonth === null ? null : revenueOf(ledger, thisMonth);
  const agreement = agreementsByUrgency(customer.agreements, today)[0]?.agreement;
  const arrears = arrearsFigures(balance).amount;
  const next = nextStepOf(interactions, today);
  const arrearsOf = freshness.find(({ kind }) => kind === 'arrears')?.asOf ?? '';
  const order = customer.orders[0];
  const complaints = useUnsolvedOf(customer.customerCode);
  const rows: [string, string][] = [
    [
      t('reassignment.moves.subscriptions'),
      revenue === null
        ? t('reassignment.moves.live', { count: live })
        : t('reassignment.moves.liveRevenue', { count: live, revenue: formatYuan(revenue) }),
    ],
    [
      t('reassignment.moves.orders'),
      order === undefined
        ? t('reassignment.moves.none')
        : t('reassignment.moves.order', {
            kind: order.kind,
            stage: order.stage,
            number: order.orderNumber,
            count: customer.orders.length,
          }),
    ],
    [
      t('reassignment.moves.agreements'),
      agreement === undefined
        ? t('reassignment.moves.none')
        : t('reassignment.moves.agreement', { plan: agreement.plan, end: agreement.end }),
    ],
    [
      t('reassignment.moves.arrears'),
      arrears === 0
        ? t('reassignment.moves.noArrears', { day: shortDay(arrearsOf, today) })
        : formatYuan(arrears),
    ],
    [
      t('reassignment.moves.complaints'),
      complaints[0] === undefined
        ? t('reassignment.moves.none')
        : t('reassignment.moves.complaint', {
            about: aboutWords(complaints[0], t),
            day: shortDay(complaints[0].dueOn, today),
            count: complaints.length,
          }),
    ],
    [
      t('reassignment.moves.interactions'),
      next === null
        ? t('reassignment.moves.contacts', { count: interactions.length })
        : t('reassignment.moves.contactsNext', {
            count: interactions.length,
            next: [next.on === null ? '' : shortDay(next.on, today), next.text].filter(Boolean).join(' '),
          }),
    ],
  ];
  return (
    <table className={styles['facts']}>
      <tbody>
        {rows.map(([what, value]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
