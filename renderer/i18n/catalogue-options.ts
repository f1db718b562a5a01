import { enUS } from './en-US/index.ts';
import { FIRST_LANGUAGE } from './languages.ts';
import type { Language } from './languages.ts';
import { zhCN } from './zh-CN/index.ts';

/** Both catalogues, and how a text is found in them. */
export const catalogueOptions = (language: Language) => ({
  lng: language,
  fallbackLng: FIRST_LANGUAGE,
  resources: { 'zh-CN': { translation: zhCN }, 'en-US': { translation: enUS } },
  interpolation: { escapeValue: false },
  returnNull: false as const,
  // A unit that one language does not write is none, and not that of the other.
  returnEmptyString: true,
});
