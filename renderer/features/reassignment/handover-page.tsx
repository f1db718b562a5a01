import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { CustomerDetail } from '../../data/types.ts';
import { useReference } from '../../session/react.tsx';
import { formatYuan, momentOf, today as todayOf } from '../../ui/format/index.ts';
import { EmptyState, Page, Panel, ReadingState } from '../../ui/index.ts';
import { aboutWords, dueWords } from '../../ui/complaint-words.ts';
import { useUnsolvedOf } from '../complaints/index.ts';
import { customerPath, PaperHead, PrintButton, useAccess, useCustomer } from '../customers/index.ts';
import { handoverOf } from './handover.ts';
import styles from './reassignment.module.css';

/** 交接单: what the new holder of a customer has to know first, on one sheet. */
export function HandoverPage(): ReactNode {
  const { customerCode = '' } = useParams();
  const { t } = useTranslation();
  const state = useCustomer(customerCode);
  if (state.kind === 'here') return <HandoverSheet detail={state.detail} />;
  return (
    <Page title={t('reassignment.handover.title')}>
      {state.kind === 'loading' ? <ReadingState /> : <EmptyState title={t('reassignment.detail.notHere')} />}
    </Page>
  );
}

function HandoverSheet({ detail }: { detail: CustomerDetail }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { staff } = useAccess();
  const today = todayOf();
  const { customer } = detail;
  const handover = handoverOf(detail, today);
  const complaints = useUnsolvedOf(customer.customerCode);
  const nameOf = (staffNo: string): string => {
    for (const unit of units.values())
      for (const person of unit.staff) if (person.staffNo === staffNo) return person.name;
    return staffNo;
  };
  const join = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');
  const access = (subscriptionId: string): string =>
    customer.subscriptions.find((one) => one.subscriptionId === subscriptionId)?.accessNumber ??
    subscriptionId;
  return (
    <Page
      title={t('reassignment.handover.of', { name: customer.name })}
      hint={join([customer.customerCode, units.get(customer.communityCode)?.name ?? ''])}
      actions={
        <>
          <PrintButton />
          <Link to={customerPath(customer.customerCode)}>
            <Button>{t('reassignment.detail.open')}</Button>
          </Link>
        </>
      }
    >
      <PaperHead staff={staff} />
      <div className={styles['sheet']}>
        <Lines
          what="promised"
          lines={handover.promised.map(({ on, text, staffNo, overdue }) =>
            join([
              on ?? t('reassignment.handover.noDay'),
              overdue ? t('reassignment.handover.overdue') : '',
              text,
              nameOf(staffNo),
            ]),
          )}
        />
        <Lines
          what="complaints"
          lines={complaints.map((complaint) =>
            join([
              complaint.dueOn,
              dueWords(complaint, today, t),
              aboutWords(complaint, t),
              complaint.owner === undefined ? '' : nameOf(complaint.owner),
            ]),
          )}
        />
        <Lines
          what="arrears"
          lines={handover.arrears.map(({ subscriptionId, sinceMonth, months, amount }) =>
            t('reassignment.handover.owes', {
              number: access(subscriptionId),
              since: sinceMonth,
              count: months,
              amount: formatYuan(amount),
            }),
          )}
        />
        <Lines
          what="expiries"
          lines={handover.expiries.map(({ agreement, daysLeft }) =>
            t('reassignment.handover.ends', { plan: agreement.plan, end: agreement.end, count: daysLeft }),
          )}
        />
        <Lines
          what="contacts"
          lines={handover.contacts.map(({ happenedAt, kind, staffNo, purpose, outcome, note }) =>
            join([
              momentOf(happenedAt, today),
              t(`domain.interaction.${kind}`),
              nameOf(staffNo),
              purpose,
              outcome,
              note,
            ]),
          )}
        />
        <Lines
          what="missing"
          lines={handover.missing.map((one) => t(`reassignment.handover.lacks.${one}`))}
        />
      </div>
    </Page>
  );
}

function Lines(props: {
  what: 'promised' | 'complaints' | 'arrears' | 'expiries' | 'contacts' | 'missing';
  lines: readonly string[];
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t(`reassignment.handover.${props.what}`)}>
      {props.lines.length === 0 ? (
        <span className={styles['quiet']}>{t('reassignment.moves.none')}</span>
      ) : (
        <ul className={styles['linesList']}>
          {props.lines.map((line, i) => (
            // Two records may say the same.
            <li key={`${i} ${line}`}>{line}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
