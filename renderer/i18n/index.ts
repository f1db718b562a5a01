import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { catalogueOptions } from './catalogue-options.ts';
import type { Language } from './languages.ts';

export { FIRST_LANGUAGE, LANGUAGE_NAMES, LANGUAGES, chooseLanguage } from './languages.ts';
export type { Language, LanguageChoice } from './languages.ts';
export type { MessageKey, Translate } from './typed-keys.ts';

const DAYJS_LOCALES: Record<Language, string> = { 'zh-CN': 'zh-cn', 'en-US': 'en' };

/** Loads both catalogues; they are small and must be there offline. Call once, before the first render. */
export async function startLanguages(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init(catalogueOptions(language));
  applyLanguage(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  applyLanguage(language);
}

/** The language spoken now, for what is made outside of a component (a workbook, a file). */
export const currentLanguage = (): Language => (i18next.language === 'en-US' ? 'en-US' : 'zh-CN');

function applyLanguage(language: Language): void {
  dayjs.locale(DAYJS_LOCALES[language]);
  document.documentElement.lang = language;
  document.title = i18next.t('common.productName');
}
