import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type PersonChange, type PersonRow, rolesResponse } from '../../../shared/api/administration.ts';
import { heldAt } from '../../../shared/domain/administration.ts';
import { useReference } from '../../session/react.tsx';
import { useOnlineRead } from '../online/index.ts';

interface GrantFormProps {
  /** Null: somebody who is not there yet. */
  person: PersonRow | null;
  busy: boolean;
  onSave: (change: PersonChange) => void;
  onClose: () => void;
}

/** A role at a unit, for somebody who is there or for somebody new. */
export function GrantForm({ person, busy, onSave, onClose }: GrantFormProps): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { data } = useOnlineRead({ path: '/admin/v1/roles', answer: rolesResponse });
  const [staffNo, setStaffNo] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<string | null>(null);
  const [unit, setUnit] = useState<string | null>(null);
  const chosen = data?.roles.find(({ role_key }) => role_key === role);
  const places = [...units.values()].filter(
    ({ kind, retired }) => retired !== true && chosen !== undefined && heldAt(chosen.level, kind),
  );
  const complete =
    role !== null && unit !== null && (person !== null || (staffNo.trim() !== '' && name.trim() !== ''));
  const save = (): void => {
    if (role === null || unit === null) return;
    const grant = { role, unit_code: unit, channel: null };
    onSave(
      person === null
        ? { kind: 'ADD', staff_no: staffNo.trim(), name: name.trim(), ...grant }
        : { kind: 'GIVE', staff_no: person.staff_no, ...grant },
    );
  };
  return (
    <Modal
      open
      title={
        person === null
          ? t('administration.people.add')
          : `${t('administration.people.give')} · ${person.name}`
      }
      okText={t('administration.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !complete, loading: busy }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical">
        {person === null && (
          <>
            <Form.Item label={t('administration.people.staffNo')}>
              <Input
                value={staffNo}
                maxLength={32}
                autoComplete="off"
                aria-label={t('administration.people.staffNo')}
                onChange={(event) => setStaffNo(event.target.value)}
              />
            </Form.Item>
            <Form.Item label={t('administration.people.name')}>
              <Input
                value={name}
                maxLength={60}
                autoComplete="off"
                aria-label={t('administration.people.name')}
                onChange={(event) => setName(event.target.value)}
              />
            </Form.Item>
          </>
        )}
        <Form.Item label={t('administration.roles.role')}>
          <Select
            showSearch
            optionFilterProp="label"
            value={role}
            aria-label={t('administration.roles.role')}
            onChange={(key: string) => {
              setRole(key);
              setUnit(null);
            }}
            options={(data?.roles ?? []).map(({ role_key, title }) => ({ value: role_key, label: title }))}
          />
        </Form.Item>
        <Form.Item label={t('administration.people.unit')}>
          <Select
            showSearch
            optionFilterProp="label"
            value={unit}
            aria-label={t('administration.people.unit')}
            onChange={setUnit}
            options={places.map(({ unitCode, name: unitName }) => ({
              value: unitCode,
              label: `${unitName} ${unitCode}`,
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
