import { App, AutoComplete, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactPerson, Customer, CustomerContact } from '../../../../shared/domain/rows.ts';
import { draftHome } from '../../../data/drafts.ts';
import { useWorkspace } from '../../../session/react.tsx';
import { useDraft } from '../../../session/use-draft.ts';
import { contactChanges, DECISION_ROLES, emptyPerson, isAcceptable } from './contact-edit.ts';
import { takeFocus } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { DeleteOutlined, PlusOutlined } from '../../../ui/icons.tsx';

interface ContactDraft extends CustomerContact {
  /** What was there when the draft was begun: the server compares with this, not with what has come since. */
  seen: CustomerContact;
}

/** By customer. */
const contactDraftsOf = draftHome<ContactDraft>();

const begunFrom = (seen: CustomerContact): ContactDraft => ({
  ...seen,
  persons: seen.persons.length > 0 ? seen.persons : [emptyPerson()],
  seen,
});

/** Editing what people maintain: contact persons with their part in a decision, address, remark. */
export function ContactDrawer(props: { customer: Customer; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer
      title={t('customer.profile.editTitle')}
      open={props.open}
      onClose={props.onClose}
      size={440}
      destroyOnHidden
    >
      <ContactForm customer={props.customer} onClose={props.onClose} />
    </Drawer>
  );
}

function ContactForm({ customer, onClose }: { customer: Customer; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const { draft, change, forget } = useDraft(contactDraftsOf, customer.customerCode, () =>
    begunFrom(customer.contact),
  );
  const [saving, setSaving] = useState(false);
  const changes = contactChanges(draft.seen, draft);
  const acceptable = isAcceptable(changes);

  const setPerson = (i: number, part: Partial<ContactPerson>): void =>
    change({ persons: draft.persons.map((one, at) => (at === i ? { ...one, ...part } : one)) });
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      await workspace.write({
        type: 'customer.contact.update',
        id: customer.customerCode,
        args: { changes },
        customerCode: customer.customerCode,
        customerName: customer.name,
      });
      message.success(t('customer.note.saved'));
      forget();
      onClose();
    } catch {
      message.error(t('customer.note.failedHint'));
    } finally {
      setSaving(false);
    }
  };
  const cancel = (): void => {
    forget();
    onClose();
  };
  return (
    <div>
      <div className={styles['field']}>
        <span>{t('customer.profile.persons')}</span>
        <div className={styles['persons']}>
          {draft.persons.map((person, i) => (
            <div key={i} className={styles['personRow']}>
              <Input
                {...(i === 0 ? { ref: takeFocus } : {})}
                placeholder={t('customer.profile.name')}
                aria-label={t('customer.profile.name')}
                value={person.name}
                onChange={(event) => setPerson(i, { name: event.target.value })}
              />
              <AutoComplete
                placeholder={t('customer.profile.role')}
                aria-label={t('customer.profile.role')}
                options={DECISION_ROLES.map((value) => ({ value }))}
                value={person.role}
                onChange={(role: string) => setPerson(i, { role })}
              />
              <Input
                placeholder={t('customer.profile.personPhone')}
                aria-label={t('customer.profile.personPhone')}
                value={person.phone}
                onChange={(event) => setPerson(i, { phone: event.target.value })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('customer.profile.removePerson', { name: person.name })}
                onClick={() => change({ persons: draft.persons.filter((_, at) => at !== i) })}
              />
            </div>
          ))}
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => change({ persons: [...draft.persons, emptyPerson()] })}
          >
            {t('customer.profile.addPerson')}
          </Button>
        </div>
      </div>
      <label className={styles['field']}>
        <span>{t('customer.profile.ownAddress')}</span>
        <Input value={draft.address} onChange={(event) => change({ address: event.target.value })} />
      </label>
      <label className={styles['field']}>
        <span>{t('customer.profile.remark')}</span>
        <Input.TextArea
          rows={4}
          value={draft.remark}
          onChange={(event) => change({ remark: event.target.value })}
        />
      </label>
      {!acceptable && (
        <p className={styles['problem']} role="alert">
          {t('customer.profile.tooLong')}
        </p>
      )}
      <div className={styles['formFoot']}>
        <span className={styles['note']}>{t('customer.note.local')}</span>
        <span className={styles['formButtons']}>
          <Button onClick={cancel}>{t('customer.profile.cancel')}</Button>
          <Button
            type="primary"
            loading={saving}
            disabled={changes.length === 0 || !acceptable}
            onClick={() => void save()}
          >
            {t('customer.profile.save')}
          </Button>
        </span>
      </div>
    </div>
  );
}
