import { App, AutoComplete, Button, DatePicker, Drawer, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  COMPLAINT_KINDS,
  dueOf,
  isPossibleDue,
  LEADER_AFTER_DAYS,
  LONGEST_COMPLAINT,
} from '../../../shared/domain/complaints.ts';
import type { Complainant, ComplaintKind } from '../../../shared/domain/complaints.ts';
import type { Customer } from '../../../shared/domain/rows.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { draftHome } from '../../data/drafts.ts';
import { useWorkspace } from '../../session/react.tsx';
import { useDraft } from '../../session/use-draft.ts';
import { maskPhone, today as todayOf } from '../../ui/format/index.ts';
import { ErrorState, useServerNow, takeFocus } from '../../ui/index.ts';
import { DECISION_ROLES, useAccess } from '../customers/index.ts';
import { fileComplaint, lastDue } from './acts.ts';
import type { ComplaintDraft } from './acts.ts';
import { ColleagueChoice } from './colleague-choice.tsx';
import styles from './complaints.module.css';

/** By customer: what is begun about one of them is there again when the drawer was closed beside it. */
const complaintDraftsOf = draftHome<ComplaintDraft>();

/** What a customer complains of, who of his people it was, who answers for it and by when. Works offline. */
export function FileDrawer({ customer, onClose }: { customer: Customer; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer open size={440} title={t('complaints.fileTitle', { name: customer.name })} onClose={onClose}>
      <FileForm customer={customer} onClose={onClose} />
    </Drawer>
  );
}

function FileForm({ customer, onClose }: { customer: Customer; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const { staff } = useAccess();
  const today = todayOf(useServerNow());
  const {
    draft,
    change: set,
    forget,
  } = useDraft(complaintDraftsOf, customer.customerCode, () => newDraft(staff.staff_no, today));
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const ready = draft.text.trim() !== '' && isPossibleDue(draft.receivedOn, draft.dueOn);

  const save = async (): Promise<void> => {
    if (!ready || state === 'saving') return;
    setState('saving');
    try {
      await fileComplaint(workspace, customer, draft);
      message.success(t('complaints.filed'));
      forget();
      onClose();
    } catch {
      setState('failed');
    }
  };
  const cancel = (): void => {
    forget();
    onClose();
  };
  return (
    <Form
      layout="vertical"
      aria-label={t('complaints.file')}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      <Form.Item label={t('complaints.field.kind')} htmlFor="complaint-kind">
        <Select<ComplaintKind>
          id="complaint-kind"
          value={draft.kind}
          options={COMPLAINT_KINDS.map((value) => ({ value, label: t(`domain.complaintKind.${value}`) }))}
          onChange={(kind) => set({ kind, dueOn: dueOf(kind, draft.receivedOn) })}
        />
      </Form.Item>
      <Form.Item label={t('complaints.field.text')} htmlFor="complaint-text" required>
        <Input.TextArea
          id="complaint-text"
          ref={takeFocus}
          rows={4}
          maxLength={LONGEST_COMPLAINT}
          placeholder={t('complaints.field.textHint')}
          value={draft.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </Form.Item>
      <ComplainantFields
        persons={customer.contact.persons}
        value={draft.complainant}
        onChange={(complainant) => set({ complainant })}
      />
      <DayFields draft={draft} today={today} onChange={set} />
      <Form.Item
        label={t('complaints.field.owner')}
        htmlFor="complaint-owner"
        extra={t('complaints.field.ownerHint')}
      >
        <ColleagueChoice
          id="complaint-owner"
          community={customer.communityCode}
          withMyself
          value={draft.owner}
          onChange={(owner) => set({ owner })}
        />
      </Form.Item>
      {state === 'failed' && <ErrorState title={t('complaints.failed')} text={t('complaints.failedHint')} />}
      <div className={styles['foot']}>
        <span className={styles['local']}>{t('customer.note.local')}</span>
        <Button onClick={cancel}>{t('common.cancel')}</Button>
        <Button type="primary" disabled={!ready} loading={state === 'saving'} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      </div>
    </Form>
  );
}

const newDraft = (owner: string, today: Day): ComplaintDraft => ({
  kind: 'FAULT',
  text: '',
  complainant: { name: '', role: '', phone: '' },
  receivedOn: today,
  dueOn: dueOf('FAULT', today),
  owner,
});

/** One of the customer's contact persons with his part in decisions, or somebody who is none. */
function ComplainantFields(props: {
  persons: Customer['contact']['persons'];
  value: Complainant;
  onChange: (complainant: Complainant) => void;
}): ReactNode {
  const { persons, value, onChange } = props;
  const { t } = useTranslation();
  return (
    <>
      <Form.Item label={t('complaints.field.complainant')} htmlFor="complaint-name">
        <AutoComplete
          id="complaint-name"
          placeholder={t('complaints.field.complainantHint')}
          value={value.name}
          options={persons.map(({ name, role, phone }, at) => ({
            key: `${at}`,
            value: name,
            label: [name, role, maskPhone(phone)].filter(Boolean).join(' · '),
          }))}
          onChange={(name: string) => onChange({ ...value, name: name.slice(0, 60) })}
          onSelect={(_, { key }) => {
            const person = persons[Number(key)];
            if (person !== undefined) onChange({ name: person.name, role: person.role, phone: person.phone });
          }}
        />
      </Form.Item>
      <div className={styles['pair']}>
        <Form.Item label={t('complaints.field.role')} htmlFor="complaint-role">
          <AutoComplete
            id="complaint-role"
            value={value.role}
            options={DECISION_ROLES.map((role) => ({ value: role }))}
            onChange={(role: string) => onChange({ ...value, role: role.slice(0, 60) })}
          />
        </Form.Item>
        <Form.Item label={t('complaints.field.phone')} htmlFor="complaint-phone">
          <Input
            id="complaint-phone"
            maxLength={40}
            value={value.phone}
            onChange={(event) => onChange({ ...value, phone: event.target.value })}
          />
        </Form.Item>
      </div>
    </>
  );
}

/** When it came, not after today, and by when it is to be solved; the kind proposes a day. */
function DayFields(props: {
  draft: ComplaintDraft;
  today: Day;
  onChange: (change: Partial<ComplaintDraft>) => void;
}): ReactNode {
  const { draft, today, onChange } = props;
  const { t } = useTranslation();
  const { kind, receivedOn, dueOn } = draft;
  return (
    <>
      <div className={styles['pair']}>
        <Form.Item label={t('complaints.field.receivedOn')} htmlFor="complaint-received">
          <DatePicker
            id="complaint-received"
            allowClear={false}
            value={dayjs(receivedOn)}
            disabledDate={(day) => day.format('YYYY-MM-DD') > today}
            onChange={(day) => {
              const received = day?.format('YYYY-MM-DD') ?? receivedOn;
              onChange({ receivedOn: received, dueOn: dueOf(kind, received) });
            }}
          />
        </Form.Item>
        <Form.Item label={t('complaints.field.dueOn')} htmlFor="complaint-due">
          <DatePicker
            id="complaint-due"
            allowClear={false}
            value={dayjs(dueOn)}
            disabledDate={(day) => {
              const due = day.format('YYYY-MM-DD');
              return due < receivedOn || due > lastDue(receivedOn);
            }}
            onChange={(day) => onChange({ dueOn: day?.format('YYYY-MM-DD') ?? dueOn })}
          />
        </Form.Item>
      </div>
      <p className={styles['hint']}>{t('complaints.field.dueHint', { days: LEADER_AFTER_DAYS })}</p>
    </>
  );
}
