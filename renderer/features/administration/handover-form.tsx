import { App, Checkbox, Form, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { handoverResponse, type PersonRow } from '../../../shared/api/administration.ts';
import { holdsCustomers } from '../../../shared/domain/org-units.ts';
import { useReference } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { PersonChoice } from './person-choice.tsx';
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
  const { units } = useReference();
  const { act, busy } = useAct(onDone);
  const [to, setTo] = useState<string | null>(null);
  const [disable, setDisable] = useState(false);
  // A term of a deputy ends by itself and is not handed over.
  const communities = person.roles.filter((role) => {
    const unit = units.get(role.unit_code);
    return role.from_day === null && unit !== undefined && holdsCustomers(unit);
  });
  const save = async (): Promise<void> => {
    if (to === null) return;
    const body = { from_staff_no: person.staff_no, to_staff_no: to, disable };
    const answer = await act({
      method: 'POST',
      path: '/admin/v1/people/handover',
      body,
      answer: handoverResponse,
    });
    if (answer === null) return;
    const { communities: given, customers, follow_ups: followUps } = answer.value;
    onClose();
    modal.info({
      title: t('administration.people.handedOver', {
        communities: formatCount(given.length),
        customers: formatCount(customers),
        followUps: formatCount(followUps),
      }),
      content: given.map(({ name }) => name).join('、'),
      okText: t('common.close'),
    });
  };
  return (
    <Modal
      open
      title={t('administration.people.handOverTitle', { name: person.name })}
      okText={t('administration.people.handOverConfirm', { count: communities.length })}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: to === null || communities.length === 0, loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <p>
        {communities.length === 0
          ? t('administration.people.nothingToHandOver')
          : communities.map((role) => `${role.title} · ${role.unit_name}`).join('、')}
      </p>
      <Form layout="vertical">
        <Form.Item
          label={t('administration.people.handOverTo')}
          extra={t('administration.people.handOverText')}
        >
          <PersonChoice
            label={t('administration.people.handOverTo')}
            value={to}
            without={person.staff_no}
            onChoose={setTo}
          />
        </Form.Item>
        <Checkbox checked={disable} onChange={(event) => setDisable(event.target.checked)}>
          {t('administration.people.disableToo')}
        </Checkbox>
      </Form>
    </Modal>
  );
}
