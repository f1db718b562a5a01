import { App, Form, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallListView } from '../../data/call-lists.ts';
import { useIndex, useReference, useWorkspace } from '../../session/react.tsx';
import { ErrorState, takeFocus } from '../../ui/index.ts';
import { colleaguesFor, useAccess } from '../customers/index.ts';
import { handList } from './acts.ts';
import styles from './call-lists.module.css';

/** To whom a list goes: only who may write about each of its customers can take it. Works offline. */
export function HandDialog({ list, onDone }: { list: CallListView; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const index = useIndex();
  const { units } = useReference();
  const { staff } = useAccess();
  const [to, setTo] = useState<string | null>(null);
  const [state, setState] = useState<'choosing' | 'saving' | 'failed'>('choosing');
  const colleagues = useMemo(() => {
    const communities = new Map<string, number>();
    for (const { customerCode } of list.entries) {
      const position = index.positionOf(customerCode);
      if (position === undefined) continue;
      const { communityCode } = index.at(position);
      communities.set(communityCode, (communities.get(communityCode) ?? 0) + 1);
    }
    return colleaguesFor(units, communities, staff.staff_no);
  }, [list, index, units, staff]);
  const chosen = colleagues.find(({ staffNo }) => staffNo === to);
  const gone = list.entries.filter(({ customerCode }) => index.positionOf(customerCode) === undefined).length;
  const complete = chosen !== undefined && chosen.outside === 0;
  const save = async (): Promise<void> => {
    if (!complete || state === 'saving') return;
    setState('saving');
    try {
      await handList(workspace, list, chosen.staffNo);
      message.success(t('calls.hand.told', { name: chosen.name }));
      onDone();
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal
      open
      width={440}
      title={t('calls.hand.title', { name: list.name, count: list.entries.length })}
      okText={t('calls.hand.ok')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !complete, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form layout="vertical">
        <Form.Item label={t('calls.hand.to')} htmlFor="call-list-to">
          <Select<string>
            id="call-list-to"
            ref={takeFocus}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('calls.hand.choose')}
            notFoundContent={t('calls.hand.nobody')}
            value={to}
            options={colleagues.map(({ staffNo, name, unitName }) => ({
              value: staffNo,
              label: `${name} · ${staffNo} · ${unitName}`,
            }))}
            onChange={setTo}
          />
        </Form.Item>
      </Form>
      {chosen !== undefined && chosen.outside > 0 && (
        <p role="alert" className={styles['soon']}>
          {t('calls.hand.outside', { count: chosen.outside, name: chosen.name })}
        </p>
      )}
      {gone > 0 && <p className={styles['quiet']}>{t('calls.hand.gone', { count: gone })}</p>}
      {state === 'failed' && <ErrorState title={t('calls.make.failed')} text={t('calls.make.failedHint')} />}
    </Modal>
  );
}
