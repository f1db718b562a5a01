import { App, Form, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerSummary } from '../../data/types.ts';
import { useReference, useRequests, useWorkspace } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { useAccess } from '../customers/index.ts';
import { giveAway } from './acts.ts';
import { likelyApprovers, located } from './communities.ts';
import { sortOut } from './give-away.ts';
import { askedByMe } from './groups.ts';
import styles from './reassignment.module.css';
import { WishFields } from './wish-fields.tsx';

/** One request per customer, with the same target and reason. Works offline. */
export function GiveAwayDialog(props: {
  customers: readonly CustomerSummary[];
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const access = useAccess();
  const requests = useRequests();
  const { units } = useReference();
  const [community, setCommunity] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  const { ready, refused } = sortOut(props.customers, {
    target: community,
    today: todayOf(),
    asked: askedByMe(requests),
    mayGive: (code) => access.may('reassignment.ask', code),
  });
  const complete =
    community !== null && reason.trim() !== '' && ready.length > 0 && ready.length <= MOST_AT_ONCE;
  const [first] = ready;
  const approvers =
    community === null || first === undefined
      ? null
      : likelyApprovers(first.communityCode, community, access.staff.staff_no, units);
  const save = async (): Promise<void> => {
    if (community === null || !complete || saving) return;
    setSaving(true);
    try {
      await giveAway(workspace, ready, { community, reason });
      message.success(t('reassignment.told.asked', { count: ready.length }));
      props.onDone();
    } catch {
      setSaving(false);
      message.error(t('reassignment.notSaved'));
    }
  };
  return (
    <Modal
      open
      width={480}
      title={
        props.customers.length === 1
          ? t('reassignment.ask.titleOne', { name: props.customers[0]?.name ?? '' })
          : t('reassignment.ask.title', { count: props.customers.length })
      }
      okText={t('reassignment.ask.send', { count: ready.length })}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !complete, loading: saving }}
      onOk={() => void save()}
      onCancel={props.onDone}
    >
      <Form layout="vertical">
        <WishFields
          community={community}
          onCommunity={setCommunity}
          offers={anyCommunity}
          near={located(props.customers[0]?.communityCode ?? '', units).path.map(({ unitCode }) => unitCode)}
          reason={reason}
          onReason={setReason}
        />
        {refused.map(({ obstacle, customers }) => (
          <p key={obstacle} className={styles['refused']}>
            {t(`reassignment.ask.obstacle.${obstacle}`, {
              count: customers.length,
              names: customers
                .slice(0, 3)
                .map(({ name }) => name)
                .join('、'),
            })}
          </p>
        ))}
        {ready.length > MOST_AT_ONCE && (
          <p className={styles['refused']}>{t('reassignment.ask.tooMany', { count: MOST_AT_ONCE })}</p>
        )}
        {approvers !== null && (
          <p className={styles['quiet']}>
            {t('reassignment.ask.approver', { unit: approvers.unitName, names: approvers.names.join('、') })}
          </p>
        )}
      </Form>
    </Modal>
  );
}

/** More than somebody decides on one by one are not moved by requests. */
const MOST_AT_ONCE = 200;

const anyCommunity = (): boolean => true;
