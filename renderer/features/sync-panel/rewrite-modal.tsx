import { DatePicker, Form, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactPerson } from '../../../shared/domain/rows.ts';
import type { OutboxEntry } from '../../data/types.ts';
import { useWorkspace } from '../../session/react.tsx';
import { fieldName } from './edit-words.ts';
import { draftOf, sendDraft } from './rewrite.ts';

/** The edit once more, to be changed and sent anew. */
export function RewriteModal({ entry, onClose }: { entry: OutboxEntry; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [draft, setDraft] = useState(() => draftOf(entry));
  const [busy, setBusy] = useState(false);

  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await sendDraft(workspace, entry, draft);
      onClose();
    } finally {
      setBusy(false);
    }
  };
  const setText = (field: string, value: string): void =>
    setDraft((known) => ({ ...known, texts: { ...known.texts, [field]: value } }));
  return (
    <Modal
      open
      title={`${entry.customerName} · ${t('sync.attention.rewriteTitle')}`}
      okText={t('sync.attention.rewriteSend')}
      cancelText={t('common.cancel')}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        {Object.entries(draft.texts).map(([field, value]) => (
          <Form.Item key={field} label={fieldName(field, t)}>
            {field === 'nextOn' ? (
              <DatePicker
                aria-label={fieldName(field, t)}
                value={value === '' ? null : dayjs(value)}
                onChange={(day) => setText(field, day === null ? '' : day.format('YYYY-MM-DD'))}
              />
            ) : (
              <Input.TextArea
                aria-label={fieldName(field, t)}
                autoSize={{ minRows: field === 'note' ? 3 : 1, maxRows: 10 }}
                value={value}
                onChange={(event) => setText(field, event.target.value)}
              />
            )}
          </Form.Item>
        ))}
        {draft.persons !== null && (
          <Form.Item label={fieldName('persons', t)}>
            <PersonFields
              persons={draft.persons}
              onChange={(persons) => setDraft((known) => ({ ...known, persons }))}
            />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

const PERSON_FIELDS = ['name', 'role', 'phone'] as const;

function PersonFields(props: {
  persons: ContactPerson[];
  onChange: (persons: ContactPerson[]) => void;
}): ReactNode {
  const change = (i: number, field: (typeof PERSON_FIELDS)[number], value: string): void =>
    props.onChange(props.persons.map((person, at) => (at === i ? { ...person, [field]: value } : person)));
  return props.persons.map((person, i) => (
    <div key={i} style={{ display: 'flex', gap: 8, marginBottom: 6 }}>
      {PERSON_FIELDS.map((field) => (
        <Input key={field} value={person[field]} onChange={(event) => change(i, field, event.target.value)} />
      ))}
    </div>
  ));
}
