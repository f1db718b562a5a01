import type { ParseKeys, TFunction } from 'i18next';
import type { zhCN } from './zh-CN/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zhCN };
    returnNull: false;
  }
}

/** Any key of the catalogue, such as `sync.headline.offline`. */
export type MessageKey = ParseKeys;
export type Translate = TFunction;
