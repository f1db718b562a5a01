import { App, AutoComplete, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactPerson, Customer } from '../../../../shared/domain/rows.ts';
import { useWorkspace } from '../../../session/react.tsx';
import { contactChanges, DECISION_ROLES, emptyPerson, isAcceptable } from './contact-edit.ts';
import { takeFocus } from '../../../ui/index.ts';
import styles from './customer-page.module.css';
import { DeleteOutlined, PlusOutlined } from '../../../ui/icons.tsx';

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
  // What was seen when the form opened: the server compares with this, not with what has come since.
  const [seen] = useState(customer.contact);
  const [draft, setDraft] = useState(() => ({
    ...seen,
    persons: seen.persons.length > 0 ? seen.persons : [emptyPerson()],
  }));
  const [saving, setSaving] = useState(false);
  const changes = contactChanges(seen, draft);
  const acceptable = isAcceptable(changes);

  const setPerson = (i: number, change: Partial<ContactPerson>): void =>
    setDraft({ ...draft, persons: draft.persons.map((one, at) => (at === i ? { ...one, ...change } : one)) });
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
      onClose();
    } catch {
      message.error(t('customer.note.failedHint'));
    } finally {
      setSaving(false);
    }
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
                onClick={() => setDraft({ ...draft, persons: draft.persons.filter((_, at) => at !== i) })}
              />
            </div>
          ))}
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => setDraft({ ...draft, persons: [...draft.persons, emptyPerson()] })}
          >
            {t('customer.profile.addPerson')}
          </Button>
        </div>
      </div>
      <label className={styles['field']}>
        <span>{t('customer.profile.ownAddress')}</span>
        <Input
          value={draft.address}
          onChange={(event) => setDraft({ ...draft, address: event.target.value })}
        />
      </label>
      <label className={styles['field']}>
        <span>{t('customer.profile.remark')}</span>
        <Input.TextArea
          rows={4}
          value={draft.remark}
          onChange={(event) => setDraft({ ...draft, remark: event.target.value })}
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
          <Button onClick={onClose}>{t('customer.profile.cancel')}</Button>
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
