import { App, Form, Input, Modal, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import { useReference, useWorkspace } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';
import type { NumberKind } from './acts.ts';
import { take } from './acts.ts';
import { mayReceive } from './communities.ts';
import styles from './reassignment.module.css';
import { WishFields } from './wish-fields.tsx';

const KINDS: readonly NumberKind[] = ['billingAccountNumber', 'accessNumber'];

/** Somebody else's customer is wanted for a community of mine, by a number that he gave. Works offline. */
export function TakeDialog({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const access = useAccess();
  const { units } = useReference();
  const mine = useCallback((unit: OrgUnitRow) => access.may('reassignment.ask', unit.unitCode), [access]);
  const [kind, setKind] = useState<NumberKind>('billingAccountNumber');
  const [number, setNumber] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  const community = chosen ?? onlyOne([...units.values()].filter((unit) => mayReceive(unit) && mine(unit)));
  const complete = community !== null && number.trim() !== '' && reason.trim() !== '';
  const save = async (): Promise<void> => {
    if (community === null || !complete || saving) return;
    setSaving(true);
    try {
      await take(workspace, kind, number, { community, reason });
      message.success(t('reassignment.told.asked', { count: 1 }));
      onDone();
    } catch {
      setSaving(false);
      message.error(t('reassignment.notSaved'));
    }
  };
  return (
    <Modal
      open
      width={480}
      title={t('reassignment.ask.take')}
      okText={t('reassignment.ask.send', { count: 1 })}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !complete, loading: saving }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form layout="vertical">
        <Form.Item label={t('reassignment.ask.number')} required htmlFor="request-number">
          <div className={styles['number']}>
            <Segmented<NumberKind>
              aria-label={t('reassignment.ask.numberKind')}
              value={kind}
              options={KINDS.map((value) => ({ value, label: t(`reassignment.ask.${value}`) }))}
              onChange={setKind}
            />
            <Input
              id="request-number"
              maxLength={64}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          </div>
        </Form.Item>
        <WishFields
          community={community}
          onCommunity={setChosen}
          offers={mine}
          reason={reason}
          onReason={setReason}
        />
        <p className={styles['quiet']}>{t('reassignment.ask.takeHint')}</p>
      </Form>
    </Modal>
  );
}

const onlyOne = (units: readonly OrgUnitRow[]): string | null =>
  units.length === 1 ? (units[0]?.unitCode ?? null) : null;
