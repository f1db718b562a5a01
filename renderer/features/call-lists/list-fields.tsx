import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_ORDERS, CALL_PURPOSES } from '../../../shared/domain/calls.ts';
import type { CallOrder, CallPurpose } from '../../../shared/domain/calls.ts';
import type { NewCallList } from './acts.ts';
import { takeFocus } from '../../ui/index.ts';
import styles from './call-lists.module.css';
import { SCRIPT_PLACES } from './scripts.ts';

export const LONGEST_LIST_NAME = 80;

/** Name, purpose, order and script of a list. What it is for is said once, when it is made. */
export function ListFields(props: {
  list: NewCallList;
  placeholder?: string;
  onChange: (change: Partial<NewCallList>) => void;
  onPurpose?: (purpose: CallPurpose) => void;
}): ReactNode {
  const { list, onChange, onPurpose } = props;
  const { t } = useTranslation();
  return (
    <>
      <Form.Item label={t('calls.make.name')} htmlFor="call-list-name">
        <Input
          id="call-list-name"
          ref={takeFocus}
          maxLength={LONGEST_LIST_NAME}
          placeholder={props.placeholder}
          value={list.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Form.Item>
      <div className={styles['pair']}>
        <Form.Item label={t('calls.make.purpose')} htmlFor="call-list-purpose">
          <Select<CallPurpose>
            id="call-list-purpose"
            disabled={onPurpose === undefined}
            value={list.purpose}
            options={CALL_PURPOSES.map((value) => ({ value, label: t(`calls.purpose.${value}`) }))}
            onChange={(purpose) => onPurpose?.(purpose)}
          />
        </Form.Item>
        <Form.Item label={t('calls.make.order')} htmlFor="call-list-order">
          <Select<CallOrder>
            id="call-list-order"
            value={list.order}
            options={CALL_ORDERS.map((value) => ({ value, label: t(`calls.order.${value}`) }))}
            onChange={(order) => onChange({ order })}
          />
        </Form.Item>
      </div>
      <Form.Item
        label={t('calls.make.script')}
        htmlFor="call-list-script"
        extra={t('calls.make.places', { places: SCRIPT_PLACES.map((place) => `{${place}}`).join(' ') })}
      >
        <Input.TextArea
          id="call-list-script"
          rows={4}
          maxLength={4000}
          value={list.script}
          onChange={(event) => onChange({ script: event.target.value })}
        />
      </Form.Item>
    </>
  );
}
