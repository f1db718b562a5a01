import { Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LOCK_AFTER_CHOICES, lockAfterMinutes, setLockAfterMinutes } from '../../session/lock-setting.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { usePolicy } from '../../session/react.tsx';
import { FactList, Panel } from '../../ui/index.ts';

/** When the screen locks by itself, and how locking, signing out and wiping differ. */
export function LockPanel(): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.lock.title')}>
      <FactList
        facts={[
          [t('settings.lock.after'), <LockAfter key="after" />],
          [t('settings.lock.atStart'), <AtStart key="atStart" />],
          [t('settings.lock.lock'), t('settings.lock.lockHint')],
          [t('settings.lock.signOut'), t('settings.lock.signOutHint')],
          [t('settings.lock.wipe'), t('settings.lock.wipeHint')],
          [t('settings.lock.lost'), t('settings.lock.lostHint')],
        ]}
      />
    </Panel>
  );
}

function AtStart(): ReactNode {
  const { t } = useTranslation();
  return usePolicy().passwordAtStart
    ? `${t('settings.lock.atStartAsked')} ${t('settings.lock.decided')}`
    : t('settings.lock.atStartKept');
}

function LockAfter(): ReactNode {
  const { t } = useTranslation();
  const platform = usePlatform();
  const policy = usePolicy();
  const [chosen, setChosen] = useState<number | null>(null);
  const minutes = chosen ?? lockAfterMinutes(platform.settings, policy);
  const words = (count: number): string => t('settings.lock.minutes', { count });
  if (policy.lockAfterMinutes !== null)
    return `${words(policy.lockAfterMinutes)} ${t('settings.lock.decided')}`;
  const change = (next: number): void => {
    setLockAfterMinutes(platform.settings, next);
    setChosen(next);
  };
  return (
    <Select
      aria-label={t('settings.lock.after')}
      style={{ width: 140 }}
      value={minutes}
      onChange={change}
      options={LOCK_AFTER_CHOICES.map((value) => ({ value: value as number, label: words(value) }))}
    />
  );
}
