import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReference } from '../../session/react.tsx';
import { momentOf, shortDay, today as todayOf } from '../../ui/format/index.ts';
import { MaskedText, useServerNow } from '../../ui/index.ts';
import { customerPath, staffName } from '../customers/index.ts';
import type { ComplaintLine } from '../../data/complaint-lines.ts';
import { ComplaintMarks } from './complaint-marks.tsx';
import { DeedPanel } from './deed-panel.tsx';
import styles from './complaints.module.css';
import { complainantWords, stepWords } from './words.ts';

/** One complaint: what it is, who answers for it, what was done, and what can be done now. */
export function ComplaintDrawer({ line, onClose }: { line: ComplaintLine; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { complaint, customer } = line;
  const name = customer?.name ?? complaint.customerCode;
  return (
    <Drawer
      open
      size={440}
      title={
        <Link className={styles['name']} to={customerPath(complaint.customerCode)}>
          {name}
        </Link>
      }
      extra={<ComplaintMarks line={line} />}
      onClose={onClose}
      aria-label={t('complaints.open', { name })}
    >
      <div className={styles['detail']}>
        <Facts line={line} />
        <p className={styles['text']}>{complaint.text}</p>
        <DeedPanel key={complaint.complaintId} line={line} />
        <Steps line={line} />
      </div>
    </Drawer>
  );
}

function Facts({ line: { complaint, customer } }: { line: ComplaintLine }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const today = todayOf(useServerNow());
  const { kind, state, owner, complainant, dueOn, receivedOn, takenBy } = complaint;
  return (
    <dl className={styles['facts']}>
      <dt>{t('complaints.column.kind')}</dt>
      <dd>{t(`domain.complaintKind.${kind}`)}</dd>
      <dt>{t('complaints.column.state')}</dt>
      <dd>{t(`domain.complaintState.${state}`)}</dd>
      <dt>{t('complaints.column.owner')}</dt>
      <dd>{owner === undefined ? t('complaints.nobody') : staffName(owner, units)}</dd>
      <dt>{t('complaints.column.dueOn')}</dt>
      <dd>{dueOn}</dd>
      <dt>{t('complaints.field.complainant')}</dt>
      <dd>
        {complainantWords(complainant) || t('common.none')}{' '}
        {complainant.phone !== '' && (
          <MaskedText
            kind="phone"
            value={complainant.phone}
            customerCode={complaint.customerCode}
            eye="always"
          />
        )}
      </dd>
      <dt>{t('complaints.column.receivedOn')}</dt>
      <dd>
        {t('complaints.takenBy', { name: staffName(takenBy, units), day: shortDay(receivedOn, today) })}
      </dd>
      {customer?.closed === true && (
        <>
          <dt>{t('complaints.column.customer')}</dt>
          <dd>{t('complaints.closedCustomer')}</dd>
        </>
      )}
    </dl>
  );
}

function Steps({ line: { complaint } }: { line: ComplaintLine }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const today = todayOf(useServerNow());
  const nameOf = (staffNo: string): string => staffName(staffNo, units);
  return (
    <section aria-label={t('complaints.steps')}>
      <h3 className={styles['heading']}>{t('complaints.steps')}</h3>
      {complaint.steps.length === 0 && <p className={styles['hint']}>{t('complaints.noSteps')}</p>}
      <ol className={styles['steps']}>
        {[...complaint.steps].reverse().map((step) => (
          <li key={step.stepId}>
            <div className={styles['stepHead']}>
              <span>{momentOf(step.at, today)}</span>
              {step.act !== 'MOVE' && <span>{nameOf(step.staffNo)}</span>}
              <span>{stepWords(step, today, t, nameOf)}</span>
            </div>
            {step.text !== undefined && <div className={styles['text']}>{step.text}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
