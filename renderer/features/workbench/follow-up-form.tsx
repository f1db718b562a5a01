import { App, DatePicker, Form, Input, Modal, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { INTERACTION_KINDS } from '../../../shared/domain/rows.ts';
import type { InteractionKind } from '../../../shared/domain/rows.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CustomerSummary } from '../../data/types.ts';
import { useIndex, useReference, useWorkspace } from '../../session/react.tsx';
import { maskPhone } from '../../ui/format/index.ts';
import { ErrorState, MaskedText, takeFocus } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { arrange } from './arrange.ts';
import styles from './workbench.module.css';

const OFFERED = 12;

/** Puts something to be done with a customer on a day. It lives as long as it is open. */
export function FollowUpForm({ today, onDone }: { today: Day; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const [customer, setCustomer] = useState<CustomerSummary | null>(null);
  const [kind, setKind] = useState<InteractionKind>('CALL');
  const [on, setOn] = useState<Day | null>(today);
  const [text, setText] = useState('');
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');

  const save = async (): Promise<void> => {
    if (customer === null || on === null || state === 'saving') return;
    setState('saving');
    try {
      await arrange(workspace, { customer, kind, on, text });
      message.success(t('workbench.today.added', { name: customer.name, day: on }));
      onDone();
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal
      open
      title={t('workbench.today.addTitle')}
      width={440}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: customer === null || on === null, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form
        layout="vertical"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        <Form.Item label={t('workbench.today.customer')} required htmlFor="follow-up-customer">
          <CustomerChoice chosen={customer} onChoose={setCustomer} />
        </Form.Item>
        {customer !== null && (
          <Form.Item label={t('workbench.today.phone')}>
            <MaskedText
              kind="phone"
              value={customer.contactPhone}
              customerCode={customer.customerCode}
              eye="always"
            />
          </Form.Item>
        )}
        <div className={styles['pair']}>
          <Form.Item label={t('workbench.today.kind')}>
            <Segmented<InteractionKind>
              block
              aria-label={t('workbench.today.kind')}
              value={kind}
              options={INTERACTION_KINDS.map((value) => ({ value, label: t(`domain.interaction.${value}`) }))}
              onChange={setKind}
            />
          </Form.Item>
          <Form.Item label={t('workbench.today.day')} required htmlFor="follow-up-day">
            <DatePicker
              id="follow-up-day"
              className={styles['day'] ?? ''}
              allowClear={false}
              value={on === null ? null : dayjs(on)}
              disabledDate={(day) => day.format('YYYY-MM-DD') < today}
              onChange={(day) => setOn(day === null ? null : day.format('YYYY-MM-DD'))}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('workbench.today.what')} htmlFor="follow-up-text">
          <Input.TextArea
            id="follow-up-text"
            rows={2}
            maxLength={500}
            placeholder={t('workbench.today.whatPlaceholder')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
      </Form>
      {state === 'failed' && (
        <ErrorState title={t('workbench.today.failed')} text={t('workbench.today.failedHint')} />
      )}
    </Modal>
  );
}

/** Found as in the palette: name, pinyin, phone, a number, the address. Only those one may write about. */
function CustomerChoice(props: {
  chosen: CustomerSummary | null;
  onChoose: (customer: CustomerSummary | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const access = useAccess();
  const { units } = useReference();
  const [words, setWords] = useState('');
  const found = useMemo(
    () =>
      Array.from(index.search(words.trim(), OFFERED), (position) => index.at(position)).filter(
        ({ communityCode }) => access.may('customer.write', communityCode),
      ),
    [index, words, access],
  );
  const offered = props.chosen === null || words !== '' ? found : [props.chosen];
  return (
    <Select<string>
      id="follow-up-customer"
      ref={takeFocus}
      showSearch={{ filterOption: false, searchValue: words, onSearch: setWords }}
      placeholder={t('workbench.today.customerPlaceholder')}
      notFoundContent={words.trim() === '' ? t('workbench.today.customerHint') : t('workbench.today.nobody')}
      value={props.chosen?.customerCode ?? null}
      options={offered.map(({ customerCode, name, contactPhone, communityCode }) => ({
        value: customerCode,
        label: `${name} · ${maskPhone(contactPhone)} · ${units.get(communityCode)?.name ?? communityCode}`,
      }))}
      onChange={(code) => {
        props.onChoose(found.find(({ customerCode }) => customerCode === code) ?? null);
        setWords('');
      }}
    />
  );
}
