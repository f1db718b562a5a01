import { App, Form, Input, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { CALL_ORDERS, CALL_PURPOSES, MOST_ON_A_LIST, orderFor } from '../../../shared/domain/calls.ts';
import type { CallOrder, CallPurpose } from '../../../shared/domain/calls.ts';
import { useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { ErrorState } from '../../ui/index.ts';
import { createList } from './acts.ts';
import styles from './call-lists.module.css';
import type { CallListOffer } from './offer.ts';
import { callListPath } from './paths.ts';
import { SCRIPT_PLACES, SCRIPTS } from './scripts.ts';
import { useCallLists } from './use-call-lists.ts';

/** Name, purpose, script and order of a new list; it works offline, and opens when it is made. */
export function CreateListDialog(props: {
  codes: readonly string[];
  offer: CallListOffer;
  onDone: () => void;
}): ReactNode {
  const { offer, onDone } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const codes = useMemo(() => [...new Set(props.codes)], [props.codes]);
  const [purpose, setPurpose] = useState<CallPurpose>(offer.purpose ?? 'CUSTOM');
  const [name, setName] = useState(offer.name ?? '');
  const [script, setScript] = useState<string | null>(offer.script ?? null);
  const [order, setOrder] = useState<CallOrder | null>(null);
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const elsewhere = useOnOtherLists(codes);
  const suggested = `${t(`calls.purpose.${purpose}`)} ${todayOf()}`;
  const tooMany = codes.length > MOST_ON_A_LIST;

  const save = async (): Promise<void> => {
    if (tooMany || codes.length === 0 || state === 'saving') return;
    setState('saving');
    try {
      const listId = await createList(
        workspace,
        {
          name: name.trim() || suggested,
          purpose,
          script: script ?? SCRIPTS[purpose],
          order: order ?? orderFor(purpose),
        },
        codes,
      );
      message.success(t('calls.make.made', { count: codes.length }));
      onDone();
      void navigate(callListPath(listId));
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal
      open
      width={520}
      title={t('calls.make.title', { count: codes.length })}
      okText={t('calls.make.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: tooMany || codes.length === 0, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form
        layout="vertical"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        <Form.Item label={t('calls.make.name')} htmlFor="call-list-name">
          <Input
            id="call-list-name"
            autoFocus
            maxLength={80}
            placeholder={suggested}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Form.Item>
        <div className={styles['pair']}>
          <Form.Item label={t('calls.make.purpose')} htmlFor="call-list-purpose">
            <Select<CallPurpose>
              id="call-list-purpose"
              value={purpose}
              options={CALL_PURPOSES.map((value) => ({ value, label: t(`calls.purpose.${value}`) }))}
              onChange={setPurpose}
            />
          </Form.Item>
          <Form.Item label={t('calls.make.order')} htmlFor="call-list-order">
            <Select<CallOrder>
              id="call-list-order"
              value={order ?? orderFor(purpose)}
              options={CALL_ORDERS.map((value) => ({ value, label: t(`calls.order.${value}`) }))}
              onChange={setOrder}
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
            value={script ?? SCRIPTS[purpose]}
            onChange={(event) => setScript(event.target.value)}
          />
        </Form.Item>
      </Form>
      {tooMany && <p className={styles['soon']}>{t('calls.make.tooMany', { count: MOST_ON_A_LIST })}</p>}
      {elsewhere > 0 && <p className={styles['quiet']}>{t('calls.make.elsewhere', { count: elsewhere })}</p>}
      {state === 'failed' && <ErrorState title={t('calls.make.failed')} text={t('calls.make.failedHint')} />}
    </Modal>
  );
}

/** Nobody likes to be called twice by the same company on one day. */
function useOnOtherLists(codes: readonly string[]): number {
  const lists = useCallLists();
  return useMemo(() => {
    const open = new Set(
      lists.flatMap(({ entries }) =>
        entries.filter(({ result }) => result === undefined).map(({ customerCode }) => customerCode),
      ),
    );
    return codes.filter((code) => open.has(code)).length;
  }, [lists, codes]);
}
