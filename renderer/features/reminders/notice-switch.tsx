import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../session/platform-context.tsx';
import { Panel } from '../../ui/index.ts';
import styles from './reminders.module.css';

/** Whether a notification can come, and in a browser how to allow it. */
export function NoticeSwitch(): ReactNode {
  const { t } = useTranslation();
  const { desktop, notices } = usePlatform();
  const [state, setState] = useState(desktop === undefined ? (notices?.state() ?? 'none') : 'granted');
  return (
    <Panel title={t('reminders.notices.title')}>
      <div className={styles['notices']}>
        {state === 'granted' && t('reminders.notices.on')}
        {state === 'denied' && t('reminders.notices.refused')}
        {state === 'none' && t('reminders.notices.none')}
        {state === 'default' && (
          <>
            <span>{t('reminders.notices.on')}</span>
            <Button size="small" onClick={() => void notices?.ask().then(setState)}>
              {t('reminders.notices.ask')}
            </Button>
          </>
        )}
      </div>
    </Panel>
  );
}
