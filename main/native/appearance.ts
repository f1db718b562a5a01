import { nativeTheme } from 'electron';
import type { TitleBarOverlay } from 'electron';

/** As in the page: the bar is 44 high and the window's buttons lie on it. */
export const BAR_HEIGHT = 44;

const COLOURS = {
  light: { bar: '#0E3A42', paper: '#F1F4F4' },
  dark: { bar: '#0B2A30', paper: '#10171A' },
} as const;

export const titleBar = (dark: boolean): Required<TitleBarOverlay> => ({
  color: COLOURS[dark ? 'dark' : 'light'].bar,
  symbolColor: '#FFFFFF',
  height: BAR_HEIGHT,
});

/** What is seen before the page has drawn. */
export const paperColour = (dark: boolean): string => COLOURS[dark ? 'dark' : 'light'].paper;

/** @param theme the page's setting; whatever is not light or dark follows the system */
export function applyTheme(theme: unknown): void {
  nativeTheme.themeSource = theme === 'light' || theme === 'dark' ? theme : 'system';
}
