import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { changeLanguage, chooseLanguage } from '../i18n/index.ts';
import type { Language } from '../i18n/index.ts';
import type { Platform } from '../platform/types.ts';
import { THEME_PREFERENCES } from '../ui/theme/index.ts';
import type { ThemePreference } from '../ui/theme/index.ts';

const THEME_SETTING = 'theme';
const LANGUAGE_SETTING = 'language';

export interface Preferences {
  theme: ThemePreference;
  language: Language;
  /** A language that was asked for and is not there, until the person has seen it. */
  missingLanguage: string | null;
  setTheme: (theme: ThemePreference) => void;
  setLanguage: (language: Language) => void;
  dismissMissingLanguage: () => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === null) throw new Error('usePreferences needs a PreferencesProvider above it');
  return preferences;
}

/** What was asked for: in the address (`?lang=en-US`) for once, else what was chosen on this machine. */
export const wantedLanguage = (settings: Platform['settings'], address: string): unknown =>
  new URL(address).searchParams.get('lang') ?? settings.get(LANGUAGE_SETTING);

const themeFrom = (value: unknown): ThemePreference =>
  THEME_PREFERENCES.find((known) => known === value) ?? 'system';

/** Theme and language of this machine: kept by the platform, followed by everything below. */
export function PreferencesProvider(props: {
  settings: Platform['settings'];
  children: ReactNode;
}): ReactNode {
  const { settings } = props;
  const [theme, setThemeState] = useState(() => themeFrom(settings.get(THEME_SETTING)));
  const [choice, setChoice] = useState(() => chooseLanguage(wantedLanguage(settings, window.location.href)));

  const setTheme = useCallback(
    (next: ThemePreference) => {
      settings.set(THEME_SETTING, next);
      setThemeState(next);
    },
    [settings],
  );
  const setLanguage = useCallback(
    (next: Language) => {
      settings.set(LANGUAGE_SETTING, next);
      void changeLanguage(next).then(() => setChoice({ language: next, missing: null }));
    },
    [settings],
  );
  const value = useMemo(
    () => ({
      theme,
      language: choice.language,
      missingLanguage: choice.missing,
      setTheme,
      setLanguage,
      dismissMissingLanguage: () => setChoice((known) => ({ ...known, missing: null })),
    }),
    [theme, choice, setTheme, setLanguage],
  );
  return <PreferencesContext value={value}>{props.children}</PreferencesContext>;
}
