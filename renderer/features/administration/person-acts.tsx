import { App, Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordIssued, type PersonChange, type PersonRow } from '../../../shared/api/administration.ts';
import styles from './administration.module.css';
import { useAct } from './use-act.ts';

interface PersonActsProps {
  person: PersonRow;
  onGive: () => void;
  onHandOver: () => void;
  onChange: (change: PersonChange) => void;
}

/** What can be done about a person, at the end of his row. */
export function PersonActs({ person, onGive, onHandOver, onChange }: PersonActsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={styles['acts']}>
      <Button size="small" type="text" onClick={onGive}>
        {t('administration.people.give')}
      </Button>
      <Button size="small" type="text" onClick={onHandOver}>
        {t('administration.people.handOver')}
      </Button>
      <ResetButton person={person} />
      <DisableButton person={person} onChange={onChange} />
    </span>
  );
}

function ResetButton({ person }: Pick<PersonActsProps, 'person'>): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { act, busy } = useAct(() => undefined);
  const reset = async (): Promise<void> => {
    const body = { staff_no: person.staff_no };
    const answer = await act({
      method: 'POST',
      path: '/admin/v1/people/password',
      body,
      answer: passwordIssued,
    });
    if (answer === null) return;
    modal.info({
      title: `${person.name} ${person.staff_no}`,
      content: (
        <>
          {t('administration.people.password')} <code>{answer.value.password}</code>
        </>
      ),
    });
  };
  return (
    <Popconfirm
      title={t('administration.people.resetAsk', { name: person.name })}
      okText={t('administration.people.reset')}
      cancelText={t('common.cancel')}
      onConfirm={() => void reset()}
    >
      <Button size="small" type="text" loading={busy}>
        {t('administration.people.reset')}
      </Button>
    </Popconfirm>
  );
}

function DisableButton({ person, onChange }: Pick<PersonActsProps, 'person' | 'onChange'>): ReactNode {
  const { t } = useTranslation();
  const { staff_no, name, disabled } = person;
  if (disabled) {
    return (
      <Button size="small" type="text" onClick={() => onChange({ kind: 'ENABLE', staff_no })}>
        {t('administration.people.enable')}
      </Button>
    );
  }
  return (
    <Popconfirm
      title={t('administration.people.disableAsk', { name })}
      okText={t('administration.people.disable')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true }}
      onConfirm={() => onChange({ kind: 'DISABLE', staff_no })}
    >
      <Button size="small" type="text" danger>
        {t('administration.people.disable')}
      </Button>
    </Popconfirm>
  );
}
