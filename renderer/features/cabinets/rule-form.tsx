import { Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CabinetRuleFields } from '../../../shared/api/cabinets.ts';
import { byUnitCode, holdsCustomers } from '../../../shared/domain/org-units.ts';
import { useReference } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';
import styles from './cabinets.module.css';
import type { Faults } from './rule-fields.ts';

/** The fields of a rule; what is wrong is said at the field, once the person has tried. */
export function RuleForm(props: {
  fields: CabinetRuleFields;
  faults: Faults;
  onChange: (fields: CabinetRuleFields) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { areas, communities } = useChoices();
  const { fields, faults } = props;
  const set = (change: Partial<CabinetRuleFields>): void => props.onChange({ ...fields, ...change });
  const said = (field: keyof Faults): { validateStatus?: 'error'; help?: string } => {
    const fault = faults[field];
    return fault === undefined ? {} : { validateStatus: 'error', help: t(fault) };
  };
  return (
    <Form layout="vertical">
      <div className={styles['pair']}>
        <Form.Item label={t('cabinets.cabinet')} required htmlFor="rule-cabinet" {...said('cabinet')}>
          <Input
            id="rule-cabinet"
            maxLength={64}
            value={fields.cabinet}
            onChange={(event) => set({ cabinet: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('cabinets.area')} required htmlFor="rule-area" {...said('billing_area')}>
          <Select
            id="rule-area"
            showSearch
            value={fields.billing_area || null}
            options={areas}
            onChange={(billing_area: string) => set({ billing_area })}
          />
        </Form.Item>
      </div>
      <div className={styles['pair']}>
        <Form.Item label={t('cabinets.form.from')} htmlFor="rule-from" {...said('range_from')}>
          <Input
            id="rule-from"
            maxLength={32}
            value={fields.range_from}
            onChange={(event) => set({ range_from: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('cabinets.form.to')} htmlFor="rule-to" {...said('range_to')}>
          <Input
            id="rule-to"
            maxLength={32}
            value={fields.range_to}
            onChange={(event) => set({ range_to: event.target.value })}
          />
        </Form.Item>
      </div>
      <p className={styles['hint']}>{t('cabinets.form.rangeHint')}</p>
      <Form.Item
        label={t('cabinets.community')}
        htmlFor="rule-community"
        extra={t('cabinets.form.communityHint')}
      >
        <Select
          id="rule-community"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={fields.community_code}
          options={communities}
          onChange={(code?: string) => set({ community_code: code ?? null })}
        />
      </Form.Item>
    </Form>
  );
}

/** Billing areas that the person keeps, and every community and contract zone that customers may be matched to. */
function useChoices(): Record<'areas' | 'communities', { value: string; label: string }[]> {
  const { units } = useReference();
  const access = useAccess();
  return useMemo(() => {
    const kept = [...units.values()].filter((unit) => access.may('cabinet.edit', unit.unitCode));
    const areas = [...new Set(kept.flatMap(({ billingArea }) => billingArea ?? []))].toSorted();
    return {
      areas: areas.map((value) => ({ value, label: value })),
      communities: kept
        .filter((unit) => holdsCustomers(unit) && unit.retired !== true)
        .toSorted(byUnitCode)
        .map(({ unitCode, name }) => ({ value: unitCode, label: `${name} ${unitCode}` })),
    };
  }, [units, access]);
}
