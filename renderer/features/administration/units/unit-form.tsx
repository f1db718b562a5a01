import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANNELS, type Channel, type UnitKind } from '../../../../shared/domain/org-units.ts';
import { kindsToAddBelow } from '../../../../shared/domain/unit-rules.ts';
import { useReference } from '../../../session/react.tsx';
import { useAccess } from '../../customers/index.ts';
import { parentsFor, type UnitDraft, type UnitFields } from './unit-draft.ts';

interface UnitFormProps {
  draft: UnitDraft;
  fields: UnitFields;
  onChange: (fields: UnitFields) => void;
}

/** What has to be said for the change; retiring and reviving ask for nothing. */
export function UnitForm({ draft, fields, onChange }: UnitFormProps): ReactNode {
  const { t } = useTranslation();
  const { kind } = draft;
  const change = (changed: Partial<UnitFields>): void => onChange({ ...fields, ...changed });
  if (kind === 'RETIRE' || kind === 'REVIVE') return <p>{t(`administration.units.text_${kind}`)}</p>;
  return (
    <Form layout="vertical">
      {kind === 'ADD' && <AddedFields draft={draft} fields={fields} change={change} />}
      {kind === 'MOVE' ? (
        <NewParent draft={draft} fields={fields} change={change} />
      ) : (
        <Form.Item label={t('administration.units.name')}>
          <Input
            value={fields.name}
            maxLength={60}
            autoComplete="off"
            aria-label={t('administration.units.name')}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Form.Item>
      )}
    </Form>
  );
}

type PartProps = Omit<UnitFormProps, 'onChange'> & { change: (changed: Partial<UnitFields>) => void };

function AddedFields({ draft, fields, change }: PartProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item label={t('administration.units.kind')}>
        <Select<UnitKind>
          {...(fields.unitKind === null ? {} : { value: fields.unitKind })}
          aria-label={t('administration.units.kind')}
          onChange={(unitKind) => change({ unitKind })}
          options={kindsToAddBelow(draft.unit).map((kind) => ({
            value: kind,
            label: t(`administration.units.kind_${kind}`),
          }))}
        />
      </Form.Item>
      {fields.unitKind === 'CUSTOMER_DEPARTMENT' && (
        <Form.Item label={t('administration.units.channel')} extra={t('administration.units.poolToo')}>
          <Select<Channel>
            {...(fields.channel === null ? {} : { value: fields.channel })}
            aria-label={t('administration.units.channel')}
            onChange={(channel) => change({ channel })}
            options={CHANNELS.map((channel) => ({ value: channel, label: t(`domain.segment.${channel}`) }))}
          />
        </Form.Item>
      )}
      <Form.Item label={t('administration.units.code')}>
        <Input
          value={fields.code}
          maxLength={40}
          autoComplete="off"
          aria-label={t('administration.units.code')}
          onChange={(event) => change({ code: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('administration.units.billingArea')}>
        <Input
          value={fields.billingArea}
          maxLength={40}
          autoComplete="off"
          aria-label={t('administration.units.billingArea')}
          onChange={(event) => change({ billingArea: event.target.value })}
        />
      </Form.Item>
    </>
  );
}

function NewParent({ draft, fields, change }: PartProps): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const access = useAccess();
  const parents = parentsFor(draft.unit, units).filter(({ unitCode }) =>
    access.may('admin.people', unitCode),
  );
  return (
    <Form.Item label={t('administration.units.newParent')} extra={t('administration.units.newParentHint')}>
      <Select<string>
        showSearch
        optionFilterProp="label"
        {...(fields.parentCode === null ? {} : { value: fields.parentCode })}
        aria-label={t('administration.units.newParent')}
        notFoundContent={t('administration.units.noParent')}
        onChange={(parentCode) => change({ parentCode })}
        options={parents.map(({ unitCode, name }) => ({ value: unitCode, label: `${name} ${unitCode}` }))}
      />
    </Form.Item>
  );
}
