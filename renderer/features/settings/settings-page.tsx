import { Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, LANGUAGE_NAMES } from '../../i18n/index.ts';
import type { Language } from '../../i18n/index.ts';
import { useServer } from '../../session/react.tsx';
import { FactList, Page, Panel } from '../../ui/index.ts';
import { THEME_PREFERENCES } from '../../ui/theme/index.ts';
import type { ThemePreference } from '../../ui/theme/index.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { DesktopPanel } from './desktop-panel.tsx';
import { LockPanel } from './lock-panel.tsx';
import { LocalWorkPanel } from './local-work-panel.tsx';
import { PasswordForm } from './password-form.tsx';
import styles from './settings.module.css';
import { StoragePanel } from './storage-panel.tsx';

export interface SettingsPageProps {
  version: string;
  theme: ThemePreference;
  language: Language;
  onTheme: (theme: ThemePreference) => void;
  onLanguage: (language: Language) => void;
}

/** What belongs to this machine, and where its data comes from. */
export function SettingsPage(props: SettingsPageProps): ReactNode {
  const { t } = useTranslation();
  const { desktop } = usePlatform();
  return (
    <Page title={t('settings.title')}>
      <div className={styles['grid']}>
        <Panel title={t('settings.appearance')}>
          <FactList
            facts={[
              [
                t('settings.theme'),
                <Segmented
                  key="theme"
                  aria-label={t('settings.theme')}
                  value={props.theme}
                  onChange={props.onTheme}
                  options={THEME_PREFERENCES.map((value) => ({ value, label: t(`shell.theme.${value}`) }))}
                />,
              ],
              [
                t('settings.language'),
                <Select
                  key="language"
                  aria-label={t('settings.language')}
                  style={{ width: 140 }}
                  value={props.language}
                  onChange={props.onLanguage}
                  options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
                />,
              ],
            ]}
          />
        </Panel>
        <ServerPanel version={props.version} />
        <StoragePanel />
        <LocalWorkPanel />
        <LockPanel />
        {desktop !== undefined && <DesktopPanel desktop={desktop} />}
        <Panel title={t('settings.password')}>
          <PasswordForm />
        </Panel>
      </div>
    </Page>
  );
}

function ServerPanel({ version }: { version: string }): ReactNode {
  const { t } = useTranslation();
  const { address, info } = useServer();
  const environment = info?.test_environment ? t('settings.test') : t('settings.production');
  return (
    <Panel title={t('settings.server')}>
      <FactList
        facts={[
          [t('settings.address'), address ?? t('common.none')],
          ...(info === null
            ? [[t('settings.serverVersion'), t('settings.serverUnknown')] as const]
            : [
                [
                  t('settings.environment'),
                  info.demo ? `${environment} · ${t('settings.demoData')}` : environment,
                ] as const,
                [t('settings.serverVersion'), info.version] as const,
                [t('settings.protocol'), String(info.protocol)] as const,
              ]),
          [t('settings.version'), version],
        ]}
      />
    </Panel>
  );
}
