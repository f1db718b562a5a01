import i18next from 'i18next';
import type { Translate } from '../index.ts';
import { zhCN } from '../zh-CN/index.ts';

/** The Chinese catalogue for tests of wording, without React and without a document. */
export async function chinese(): Promise<Translate> {
  const instance = i18next.createInstance();
  return instance.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
  });
}
