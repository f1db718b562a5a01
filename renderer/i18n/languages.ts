export const LANGUAGES = ['zh-CN', 'en-US'] as const;
export type Language = (typeof LANGUAGES)[number];

export const FIRST_LANGUAGE: Language = 'zh-CN';

/** Each language by the name its own speakers give it. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简体中文', 'en-US': 'English' };

export interface LanguageChoice {
  language: Language;
  /** What was asked for and is not there, so that the person can be told; null where nothing is missing. */
  missing: string | null;
}

/**
 * The language to speak. `wanted` is what was chosen here before, or undefined. Anything of the same language counts
 * (`en-GB` → English); what nobody has translated falls back to Chinese and is named in `missing`.
 */
export function chooseLanguage(wanted: unknown): LanguageChoice {
  if (wanted === undefined || wanted === null || wanted === '') {
    return { language: FIRST_LANGUAGE, missing: null };
  }
  const asked = typeof wanted === 'string' ? wanted : JSON.stringify(wanted);
  const primary = asked.toLowerCase().split(/[-_]/)[0];
  const language = LANGUAGES.find((known) => known.toLowerCase().split('-')[0] === primary);
  return language === undefined
    ? { language: FIRST_LANGUAGE, missing: asked.slice(0, 35) }
    : { language, missing: null };
}
