import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../../shared/domain/rows.ts';
import { useOutbox, useReference } from '../../../session/react.tsx';
import { AsOfHint, MaskedText, Panel } from '../../../ui/index.ts';
import { ContactDrawer } from './contact-drawer.tsx';
import styles from './customer-page.module.css';
import { isLive } from './figures.ts';
import { EditOutlined } from '../../../ui/icons.tsx';

/** 资料: how to reach the customer; what people wrote is kept apart from what billing says. */
export function ProfilePanel({ customer, mayWrite }: { customer: Customer; mayWrite: boolean }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const [editing, setEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  useReturnTo(editButton, editing);
  const { persons, address, remark } = customer.contact;
  const first = customer.subscriptions.find(isLive) ?? customer.subscriptions[0];
  return (
    <Panel
      title={t('customer.profile.title')}
      hint={<AsOfHint freshness={freshness} kinds={['billing_users']} />}
      actions={
        <>
          <ContactState customerCode={customer.customerCode} />
          {mayWrite && (
            <Button
              ref={editButton}
              size="small"
              type="text"
              icon={<EditOutlined />}
              aria-label={t('customer.profile.edit')}
              title={t('customer.profile.edit')}
              onClick={() => setEditing(true)}
            />
          )}
        </>
      }
    >
      <dl className={styles['facts']}>
        <dt>{t('customer.profile.account')}</dt>
        <dd>{customer.billingAccountNumber}</dd>
        <dt>{t('customer.profile.phone')}</dt>
        <dd>
          <MaskedText
            customerCode={customer.customerCode}
            kind="phone"
            value={first?.contactPhone ?? ''}
            eye="always"
          />
        </dd>
        <dt>{t('customer.profile.persons')}</dt>
        <dd>
          {persons.length === 0 && (
            <span className={styles['faint']}>
              {mayWrite ? t('customer.profile.noPersons') : t('common.none')}
            </span>
          )}
          {persons.map((person, i) => (
            <div key={`${person.name}-${i}`} className={styles['person']}>
              <span>{[person.name, person.role].filter(Boolean).join(' · ')}</span>
              {person.phone !== '' && (
                <MaskedText
                  customerCode={customer.customerCode}
                  kind="phone"
                  value={person.phone}
                  eye="always"
                />
              )}
            </div>
          ))}
        </dd>
        <dt>{t('customer.profile.address')}</dt>
        <dd>
          <MaskedText
            customerCode={customer.customerCode}
            kind="address"
            value={first?.installationAddress ?? ''}
            eye="always"
          />
        </dd>
        {address !== '' && (
          <>
            <dt>{t('customer.profile.ownAddress')}</dt>
            <dd>
              <MaskedText customerCode={customer.customerCode} kind="address" value={address} eye="always" />
            </dd>
          </>
        )}
        {remark !== '' && (
          <>
            <dt>{t('customer.profile.remark')}</dt>
            <dd>{remark}</dd>
          </>
        )}
      </dl>
      {mayWrite && <ContactDrawer customer={customer} open={editing} onClose={() => setEditing(false)} />}
    </Panel>
  );
}

/** The keyboard goes back to where it was, also when a drawer is closed before it has quite opened. */
function useReturnTo(button: RefObject<HTMLButtonElement | null>, away: boolean): void {
  useEffect(() => {
    const place = button.current;
    if (!away) return undefined;
    return () => void setTimeout(() => place?.focus());
  }, [away, button]);
}

/** Whether an edit of the contact still waits here, or was refused. */
function ContactState({ customerCode }: { customerCode: string }): ReactNode {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const edits = outbox.filter(
    (entry) => entry.type === 'customer.contact.update' && entry.customerCode === customerCode,
  );
  if (edits.some((entry) => entry.state === 'attention'))
    return <span className={`${styles['note']} ${styles['soon']}`}>{t('customer.timeline.attention')}</span>;
  if (edits.some((entry) => entry.state !== 'acknowledged'))
    return <span className={`${styles['note']} ${styles['waiting']}`}>{t('customer.profile.waiting')}</span>;
  return null;
}
