import { App, ConfigProvider, theme } from 'antd';
import type { ThemeConfig } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { createContext, useContext, useLayoutEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/index.ts';
import {
  CalendarOutlined,
  CloseOutlined,
  DownOutlined,
  EyeInvisibleOutlined,
  EyeOutlined,
} from '../icons.tsx';
import { useMediaQuery } from '../use-media-query.ts';
import { componentTokens } from './components.ts';
import { cssVariables } from './css-variables.ts';
import { PALETTES } from './palette.ts';
import type { ColourMode, Palette } from './palette.ts';
import { usePrinting } from './printing.ts';
import { tokensOf } from './tokens.ts';
import './fonts.css';
import './base.css';
import './print.css';

export const THEME_PREFERENCES = ['light', 'dark', 'system'] as const;
export type ThemePreference = (typeof THEME_PREFERENCES)[number];

interface Colours {
  mode: ColourMode;
  palette: Palette;
}

const ColoursContext = createContext<Colours>({ mode: 'light', palette: PALETTES.light });

/** The colours that antd's tokens do not hold, and whether it is dark. */
export const useColours = (): Colours => useContext(ColoursContext);

/**
 * Browsers write what stands in a field to the disk, to fill the page in again after a crash, unless a field says not
 * to. What people write here about customers has its own, sealed, home.
 */
const UNREMEMBERED = { input: { autoComplete: 'off' }, textArea: { autoComplete: 'off' } };

const ANTD_LOCALES = { 'zh-CN': zhCN, 'en-US': enUS };

function useColourMode(preference: ThemePreference): ColourMode {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const printing = usePrinting();
  if (printing) return 'light';
  if (preference !== 'system') return preference;
  return systemIsDark ? 'dark' : 'light';
}

const themeConfig = (mode: ColourMode, still: boolean): ThemeConfig => ({
  algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
  // antd finds the place of a window while it moves in: where nothing may move, it has to be told so.
  token: { ...tokensOf(mode), motion: !still },
  components: componentTokens(mode),
});

/** Those that antd draws by itself are decoration too, and would name themselves in English. */
const ICONS = {
  select: { suffixIcon: <DownOutlined /> },
  datePicker: { suffixIcon: <CalendarOutlined /> },
  drawer: { closeIcon: <CloseOutlined /> },
  modal: { closeIcon: <CloseOutlined /> },
};

/** Wears the whole application in one theme and one language of antd's own words. */
export function ThemeProvider(props: {
  preference: ThemePreference;
  language: Language;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const mode = useColourMode(props.preference);
  const colours = useMemo(() => ({ mode, palette: PALETTES[mode] }), [mode]);
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  const config = useMemo(() => themeConfig(mode, still), [mode, still]);

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = mode;
    root.style.colorScheme = mode;
    const variables = cssVariables(theme.getDesignToken(config), colours.palette);
    for (const [name, value] of Object.entries(variables)) root.style.setProperty(name, value);
  }, [mode, config, colours]);

  return (
    <ColoursContext value={colours}>
      <ConfigProvider
        theme={config}
        locale={ANTD_LOCALES[props.language]}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
        {...ICONS}
        {...UNREMEMBERED}
        inputPassword={{
          iconRender: (shown) =>
            shown ? (
              <EyeOutlined label={t('ui.password.hide')} />
            ) : (
              <EyeInvisibleOutlined label={t('ui.password.show')} />
            ),
        }}
      >
        <App component={false}>{props.children}</App>
      </ConfigProvider>
    </ColoursContext>
  );
}
