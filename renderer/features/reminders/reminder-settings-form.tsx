import { InputNumber, Select } from 'antd';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/index.ts';
import type { ReminderSettings } from './reminder-rules.ts';
import styles from './reminders.module.css';

const STAGES = [1, 2, 3, 4, 5, 6];

/** How early and from how much on; kept for this person on this machine as soon as it is changed. */
export function ReminderSettingsForm(props: {
  settings: ReminderSettings;
  onChange: (change: Partial<ReminderSettings>) => void;
}): ReactNode {
  const { settings, onChange } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <Panel title={t('reminders.settings.title')}>
      <div className={styles['settings']}>
        <label htmlFor={`${id}days`}>{t('reminders.settings.agreementDays')}</label>
        <InputNumber
          id={`${id}days`}
          min={1}
          max={365}
          precision={0}
          value={settings.agreementDays}
          onChange={(value) => value !== null && onChange({ agreementDays: value })}
        />
        <span>{t('reminders.settings.days')}</span>
        <label htmlFor={`${id}arrears`}>{t('reminders.settings.arrearsFrom')}</label>
        <Select
          id={`${id}arrears`}
          className={styles['stage'] ?? ''}
          value={settings.arrearsFrom}
          options={STAGES.map((value) => ({
            value,
            label: t('reminders.settings.monthsFrom', { months: value }),
          }))}
          onChange={(arrearsFrom: number) => onChange({ arrearsFrom })}
        />
        <label htmlFor={`${id}floor`}>{t('reminders.settings.prepaidFloor')}</label>
        <InputNumber
          id={`${id}floor`}
          min={0}
          max={100_000}
          precision={2}
          value={settings.prepaidFloor / 100}
          onChange={(value) => value !== null && onChange({ prepaidFloor: Math.round(value * 100) })}
        />
        <span>{t('common.yuan')}</span>
      </div>
    </Panel>
  );
}
