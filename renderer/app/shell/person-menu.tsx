import { Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, LANGUAGE_NAMES } from '../../i18n/index.ts';
import { useSessionState } from '../../session/react.tsx';
import { roleTitle } from '../../ui/index.ts';
import { THEME_PREFERENCES } from '../../ui/theme/index.ts';
import { usePreferences } from '../preferences.tsx';
import styles from './shell.module.css';
import { useSignOut } from './use-sign-out.tsx';

/** Who is signed in, with what belongs to him: theme, language, the way out. */
export function PersonMenu(): ReactNode {
  const { t } = useTranslation();
  const state = useSessionState();
  const { theme, language, setTheme, setLanguage } = usePreferences();
  const signOut = useSignOut();
  if (state.kind !== 'signedIn') return null;
  const { staff } = state;
  const role = staff.roles[0];

  const items: NonNullable<MenuProps['items']> = [
    {
      type: 'group',
      key: 'theme',
      label: t('shell.person.theme'),
      children: THEME_PREFERENCES.map((value) => ({
        key: `theme:${value}`,
        label: t(`shell.theme.${value}`),
      })),
    },
    {
      type: 'group',
      key: 'language',
      label: t('shell.person.language'),
      children: LANGUAGES.map((value) => ({ key: `language:${value}`, label: LANGUAGE_NAMES[value] })),
    },
    { type: 'divider', key: 'line' },
    { key: 'signOut', label: t('shell.person.signOut') },
  ];
  const choose = (key: string): void => {
    if (key === 'signOut') signOut();
    const chosenTheme = THEME_PREFERENCES.find((value) => key === `theme:${value}`);
    if (chosenTheme !== undefined) setTheme(chosenTheme);
    const chosenLanguage = LANGUAGES.find((value) => key === `language:${value}`);
    if (chosenLanguage !== undefined) setLanguage(chosenLanguage);
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: true,
        selectedKeys: [`theme:${theme}`, `language:${language}`],
        onClick: ({ key }) => choose(key),
      }}
    >
      <button
        type="button"
        className={styles['person']}
        aria-label={`${t('shell.person.menu')} ${staff.name}`}
      >
        <span className={styles['letter']} aria-hidden>
          {[...staff.name][0]}
        </span>
        <span className={styles['who']}>
          <span>{staff.name}</span>
          {role !== undefined && (
            <span className={styles['role']}>
              {roleTitle(role.role, role.title, t)} · {role.unit_name}
            </span>
          )}
        </span>
      </button>
    </Dropdown>
  );
}
