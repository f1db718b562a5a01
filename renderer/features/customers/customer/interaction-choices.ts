import type { Translate } from '../../../i18n/index.ts';

/**
 * What a note is usually about and how it usually ends. A row carries the Chinese word, whatever language the writer's
 * screen speaks, so that all who read it later read the same.
 */
export const PURPOSES = {
  renewal: '续约',
  arrears: '催缴',
  care: '关怀',
  offer: '推介',
  complaint: '投诉处理',
  other: '其他',
} as const;
export const OUTCOMES = {
  willRenew: '有意续约',
  promisedToPay: '承诺缴费',
  interested: '有意办理',
  considering: '还要考虑',
  refused: '不愿办理',
  solved: '已解决',
  notReached: '没找到人',
} as const;

type PurposeKey = keyof typeof PURPOSES;
type OutcomeKey = keyof typeof OUTCOMES;

export const purposeChoices = (t: Translate): { value: string; label: string }[] =>
  (Object.keys(PURPOSES) as PurposeKey[]).map((key) => ({
    value: PURPOSES[key],
    label: t(`customer.note.purposes.${key}`),
  }));
export const outcomeChoices = (t: Translate): { value: string; label: string }[] =>
  (Object.keys(OUTCOMES) as OutcomeKey[]).map((key) => ({
    value: OUTCOMES[key],
    label: t(`customer.note.outcomes.${key}`),
  }));

/** The stored word in the reader's language; what nobody has foreseen stands as written. */
export const choiceWord = (stored: string, choices: readonly { value: string; label: string }[]): string =>
  choices.find((choice) => choice.value === stored)?.label ?? stored;
