export { usePrinting } from './printing.ts';
export { PALETTES } from './palette.ts';
export type { ColourMode, Palette } from './palette.ts';
export { THEME_PREFERENCES, ThemeProvider, useColours } from './theme-provider.tsx';
export type { ThemePreference } from './theme-provider.tsx';
