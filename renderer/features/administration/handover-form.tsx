import { App, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { handoverResponse, type PersonRow } from '../../../shared/api/administration.ts';
import { formatCount } from '../../ui/format/index.ts';
import { useAct } from './use-act.ts';

interface HandoverFormProps {
  person: PersonRow;
  onDone: () => void;
  onClose: () => void;
}

/** All communities of somebody who leaves go to another person in one step. */
export function HandoverForm({ person, onDone, onClose }: HandoverFormProps): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { act, busy } = useAct(onDone);
  const [to, setTo] = useState('');
  const [disable, setDisable] = useState(false);
  const save = async (): Promise<void> => {
    const body = { from_staff_no: person.staff_no, to_staff_no: to.trim(), disable };
    const answer = await act({
      method: 'POST',
      path: '/admin/v1/people/handover',
      body,
      answer: handoverResponse,
    });
    if (answer === null) return;
    const { communities, customers, follow_ups: followUps } = answer.value;
    onClose();
    modal.info({
      title: t('administration.people.handedOver', {
        communities: formatCount(communities.length),
        customers: formatCount(customers),
        followUps: formatCount(followUps),
      }),
      content: communities.map(({ name }) => name).join('、'),
    });
  };
  return (
    <Modal
      open
      title={`${t('administration.people.handOver')} · ${person.name}`}
      okText={t('administration.people.handOver')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: to.trim() === '', loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t('administration.people.handOverTo')}>
          <Input
            value={to}
            maxLength={32}
            autoComplete="off"
            aria-label={t('administration.people.handOverTo')}
            onChange={(event) => setTo(event.target.value)}
          />
        </Form.Item>
        <Checkbox checked={disable} onChange={(event) => setDisable(event.target.checked)}>
          {t('administration.people.disableToo')}
        </Checkbox>
      </Form>
    </Modal>
  );
}
