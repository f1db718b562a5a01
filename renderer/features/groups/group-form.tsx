import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupView } from '../../data/groups.ts';
import { useGroupTypes } from '../../session/groups.ts';
import { useReference, useWorkspace } from '../../session/react.tsx';
import { ErrorState, takeFocus } from '../../ui/index.ts';
import { createGroup, updateGroup } from './acts.ts';
import type { GroupFields } from './acts.ts';
import styles from './groups.module.css';
import { typeName } from './type-words.ts';
import { useGroupRights } from './use-group-rights.ts';

const NEW: GroupFields = { name: '', typeCode: 'BUILDING', address: '', inCharge: '', remark: '' };

/** A new group, or one that is changed. The unit of a group is chosen once. */
export function GroupForm(props: {
  group?: GroupView;
  onDone: () => void;
  onMade?: (groupId: string) => void;
}): ReactNode {
  const { group, onDone } = props;
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const rights = useGroupRights();
  const types = useGroupTypes();
  const [fields, setFields] = useState<GroupFields>(group ? fieldsOf(group) : NEW);
  const [unitCode, setUnit] = useState(group?.unitCode ?? rights.units[0]?.unitCode ?? '');
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const set = (change: Partial<GroupFields>): void => setFields((known) => ({ ...known, ...change }));
  const { units } = useReference();
  const unitOf = (code: string) => ({ unitCode: code, name: units.get(code)?.name ?? code });
  const ready = fields.name.trim() !== '' && unitCode !== '';

  const save = async (): Promise<void> => {
    if (!ready || state === 'saving') return;
    setState('saving');
    const written = { ...fields, name: fields.name.trim() };
    try {
      if (group) await updateGroup(workspace, group, written);
      else props.onMade?.(await createGroup(workspace, unitCode, written));
      onDone();
    } catch {
      setState('failed');
    }
  };
  const offered = types.filter(({ retired, typeCode }) => !retired || typeCode === group?.typeCode);
  const textField = (key: 'address' | 'inCharge', maxLength: number): ReactNode => (
    <Form.Item label={t(`groups.field.${key}`)} htmlFor={`group-${key}`}>
      <Input
        id={`group-${key}`}
        maxLength={maxLength}
        value={fields[key]}
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </Form.Item>
  );
  return (
    <Modal
      open
      width={480}
      title={group ? t('groups.edit.title', { name: group.name }) : t('groups.make')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !ready, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form
        layout="vertical"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        <Form.Item label={t('groups.field.name')} htmlFor="group-name" required>
          <Input
            id="group-name"
            ref={takeFocus}
            maxLength={80}
            value={fields.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Form.Item>
        <div className={styles['pair']}>
          <Form.Item label={t('groups.field.typeCode')} htmlFor="group-type" required>
            <Select
              id="group-type"
              value={fields.typeCode}
              options={offered.map(({ typeCode }) => ({
                value: typeCode,
                label: typeName(typeCode, types, t),
              }))}
              onChange={(typeCode: string) => set({ typeCode })}
            />
          </Form.Item>
          <Form.Item
            label={t('groups.field.unit')}
            htmlFor="group-unit"
            required
            tooltip={t('groups.field.unitHint')}
          >
            <Select
              id="group-unit"
              disabled={group !== undefined}
              showSearch={{ optionFilterProp: 'label' }}
              value={unitCode}
              options={(group ? [unitOf(unitCode)] : rights.units).map((unit) => ({
                value: unit.unitCode,
                label: unit.name,
              }))}
              onChange={(code: string) => setUnit(code)}
            />
          </Form.Item>
        </div>
        {textField('address', 200)}
        {textField('inCharge', 200)}
        <Form.Item label={t('groups.field.remark')} htmlFor="group-remark">
          <Input.TextArea
            id="group-remark"
            rows={3}
            maxLength={1000}
            value={fields.remark}
            onChange={(event) => set({ remark: event.target.value })}
          />
        </Form.Item>
      </Form>
      {state === 'failed' && <ErrorState title={t('groups.notKept')} text={t('groups.notKeptHint')} />}
    </Modal>
  );
}

const fieldsOf = ({ name, typeCode, address, inCharge, remark }: GroupView): GroupFields => ({
  name,
  typeCode,
  address,
  inCharge,
  remark,
});
