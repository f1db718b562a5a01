import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CallPurpose } from '../../../shared/domain/calls.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CustomerDetail } from '../../data/types.ts';
import { formatYuan, maskPhone, spacedPhone } from '../../ui/format/index.ts';
import { PhoneOutlined } from '../../ui/icons.tsx';
import { customerPath, isLive } from '../customers/index.ts';
import styles from './call-lists.module.css';
import { leadsWith } from './customer-facts.ts';
import type { CallFacts } from './customer-facts.ts';

/** An agreement that ends this soon asks for an act. */
const SOON_DAYS = 30;

/** Who is called: name, number, and the one line that says why. */
export function CallCard(props: {
  detail: CustomerDetail;
  facts: CallFacts;
  purpose: CallPurpose;
  rank: number;
  calledAt: Date | null;
  today: Day;
  onDial: () => void;
}): ReactNode {
  const { detail, facts, purpose, rank, calledAt, onDial } = props;
  const { t } = useTranslation();
  const { customer } = detail;
  const phone = (customer.subscriptions.find(isLive) ?? customer.subscriptions[0])?.contactPhone ?? '';
  return (
    <section className={styles['card']} aria-label={customer.name}>
      <div className={styles['cardHead']}>
        <h2>
          <Link to={customerPath(customer.customerCode)}>{customer.name}</Link>
        </h2>
        <span className={styles['code']}>{customer.customerCode}</span>
        <span className={styles['nth']}>{t('calls.work.nth', { rank })}</span>
      </div>
      <div className={styles['number']}>
        <span className={styles['phone']} data-phone>
          {phone === '' ? t('calls.work.noPhone') : calledAt === null ? maskPhone(phone) : spacedPhone(phone)}
        </span>
        <span className={styles['faint']}>{calledAt !== null && phone !== '' && t('calls.work.shown')}</span>
        <Button
          type="primary"
          size="large"
          icon={<PhoneOutlined />}
          disabled={phone === ''}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onDial}
        >
          {t('calls.work.dial')} <span className={styles['shortcut']}>{t('calls.work.space')}</span>
        </Button>
      </div>
      <FactLine facts={facts} purpose={purpose} />
    </section>
  );
}

function FactLine({ facts, purpose }: { facts: CallFacts; purpose: CallPurpose }): ReactNode {
  const { t } = useTranslation();
  const parts = leadsWith(purpose) === 'arrears' ? ['arrears', 'agreement'] : ['agreement', 'arrears'];
  const said = parts
    .map((part) =>
      part === 'agreement' ? (
        <AgreementWords key={part} facts={facts} />
      ) : (
        <ArrearsWords key={part} facts={facts} />
      ),
    )
    .filter((_, i) => (parts[i] === 'agreement' ? facts.agreement !== null : facts.arrears !== null));
  return (
    <p className={styles['factLine']}>
      {said}
      {facts.meanOfThree !== null && (
        <span>{t('calls.fact.mean', { amount: formatYuan(facts.meanOfThree) })}</span>
      )}
      {said.length === 0 && facts.meanOfThree === null && <span>{t('calls.fact.none')}</span>}
    </p>
  );
}

function AgreementWords({ facts: { agreement } }: { facts: CallFacts }): ReactNode {
  const { t } = useTranslation();
  if (agreement === null) return null;
  const { plan, end, daysLeft, monthlyCommitment } = agreement;
  return (
    <span>
      {plan} <b>{end}</b>{' '}
      {daysLeft < 0 ? (
        <span className={styles['soon']}>{t('calls.fact.ended', { count: -daysLeft })}</span>
      ) : (
        <>
          {t('calls.fact.ends')}
          <span className={daysLeft <= SOON_DAYS ? styles['soon'] : undefined}>
            {daysLeft === 0 ? t('calls.fact.endsToday') : t('calls.fact.daysLeft', { count: daysLeft })}
          </span>
        </>
      )}
      {t('calls.fact.commitment', { amount: formatYuan(monthlyCommitment) })}
    </span>
  );
}

function ArrearsWords({ facts: { arrears } }: { facts: CallFacts }): ReactNode {
  const { t } = useTranslation();
  if (arrears === null) return null;
  return (
    <span>
      {t('calls.fact.owes')} <b className={styles['bad']}>{formatYuan(arrears.amount)}</b>{' '}
      {t('calls.fact.since', { month: arrears.since, count: arrears.months })}
    </span>
  );
}
