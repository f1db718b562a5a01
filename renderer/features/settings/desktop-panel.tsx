import { Button, Switch } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpdateState } from '../../../shared/ipc/contract.ts';
import type { Desktop } from '../../platform/types.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { FactList, Panel } from '../../ui/index.ts';
import styles from './settings.module.css';

const CLOSE_TO_TRAY = 'closeToTray';

/** What only the desktop program has: what closing means, how the sign-in is kept, updates. */
export function DesktopPanel({ desktop }: { desktop: Desktop }): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.desktop.title')}>
      <FactList
        facts={[
          ...(desktop.hasTray
            ? [[t('settings.desktop.closeToTray'), <CloseChoice key="close" />] as const]
            : []),
          [
            t('settings.desktop.secrets'),
            desktop.vaultPlace === 'system'
              ? t('settings.desktop.secretsSystem')
              : t('settings.desktop.secretsMemory'),
          ],
          [t('settings.desktop.update'), <Update key="update" desktop={desktop} />],
        ]}
      />
    </Panel>
  );
}

function CloseChoice(): ReactNode {
  const { t } = useTranslation();
  const { settings } = usePlatform();
  const [stays, setStays] = useState(settings.get(CLOSE_TO_TRAY) === true);
  const change = (next: boolean): void => {
    settings.set(CLOSE_TO_TRAY, next);
    setStays(next);
  };
  return (
    <label>
      <Switch size="small" checked={stays} onChange={change} aria-label={t('settings.desktop.closeToTray')} />{' '}
      {stays ? t('settings.desktop.stays') : t('settings.desktop.ends')}
    </label>
  );
}

function Update({ desktop }: { desktop: Desktop }): ReactNode {
  const { t } = useTranslation();
  const [state, setState] = useState<UpdateState>({ kind: 'off' });
  useEffect(() => {
    void desktop.updates.read().then(setState);
    return desktop.updates.onChanged(setState);
  }, [desktop]);
  if (state.kind !== 'ready') return t(`settings.desktop.updateState.${state.kind}`, state);
  return (
    <div className={styles['stack']}>
      <span>{t('settings.desktop.updateState.ready', state)}</span>
      <Button size="small" onClick={() => void desktop.updates.install()}>
        {t('settings.desktop.install')}
      </Button>
    </div>
  );
}
