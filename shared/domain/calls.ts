import { addDays, type Day } from '../lib/dates.ts';
import { weekdayOf } from '../lib/weekday.ts';

/** What a call list is for: it gives the script, the words of the outcomes and the order. */
export const CALL_PURPOSES = ['RENEWAL', 'ARREARS', 'ZERO_CHARGE', 'CUSTOM'] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];

/** What a call came to, in the order of the keys 1 to 6. */
export const CALL_RESULTS = [
  'AGREED',
  'CONSIDERING',
  'REFUSED',
  'NO_ANSWER',
  'DEAD_NUMBER',
  'WRONG_NUMBER',
] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

export const CALL_ORDERS = ['DUE', 'ARREARS', 'COMMUNITY'] as const;
export type CallOrder = (typeof CALL_ORDERS)[number];

/** So many customers one list may have: more than anybody calls, and few enough to be one edit. */
export const MOST_ON_A_LIST = 2000;

/** A list of customers to be called, as its holder has it; its customers are rows of their own. */
export interface CallList {
  listId: string;
  name: string;
  purpose: CallPurpose;
  /** Text with places for the customer's facts, as `{套餐}`; empty where the one of the purpose is used. */
  script: string;
  order: CallOrder;
  /** A staff number, and when he made it by his own clock. */
  madeBy: string;
  madeByName: string;
  madeAt: string;
  /** Who had it before, where it was handed on. */
  handedBy?: string;
  handedByName?: string;
  handedAt?: string;
}

/** One customer of a list. The outcome is that of the newest call that was made for the list. */
export interface CallEntry {
  listId: string;
  customerCode: string;
  customerName: string;
  /** Where it stood when the list was made, from 0. */
  place: number;
  result?: CallResult;
  interactionId?: string;
  note?: string;
  nextOn?: Day;
  /** ISO 8601 with offset. */
  calledAt?: string;
  calledBy?: string;
}

export const callEntryId = (listId: string, customerCode: string): string => `${listId}@${customerCode}`;

/** How rows say it, whatever language the caller's screen speaks, so that all who read it later read the same. */
const RESULT_WORDS: Record<CallResult, string> = {
  AGREED: '同意',
  CONSIDERING: '考虑中',
  REFUSED: '拒绝',
  NO_ANSWER: '未接',
  DEAD_NUMBER: '停机或空号',
  WRONG_NUMBER: '号码不对',
};
const AGREED_WORDS: Record<CallPurpose, string> = {
  RENEWAL: '同意续约',
  ARREARS: '承诺缴费',
  ZERO_CHARGE: '愿意使用',
  CUSTOM: '同意',
};
const PURPOSE_WORDS: Record<CallPurpose, string> = {
  RENEWAL: '续约',
  ARREARS: '催缴',
  ZERO_CHARGE: '零次回访',
  CUSTOM: '外呼',
};

/** Sample: ('RENEWAL', 'AGREED') → 同意续约. */
export const resultWord = (purpose: CallPurpose, result: CallResult): string =>
  result === 'AGREED' ? AGREED_WORDS[purpose] : RESULT_WORDS[result];

/** What stands as the purpose of an interaction that was made for such a list. */
export const purposeWord = (purpose: CallPurpose): string => PURPOSE_WORDS[purpose];

export const resultFromWord = (purpose: CallPurpose, word: string): CallResult | undefined =>
  CALL_RESULTS.find((result) => resultWord(purpose, result) === word);

/** Words of records that say that nobody was reached: of calls for a list, and of other notes. */
const UNREACHED: ReadonlySet<string> = new Set([
  '没找到人',
  RESULT_WORDS.NO_ANSWER,
  RESULT_WORDS.DEAD_NUMBER,
  RESULT_WORDS.WRONG_NUMBER,
]);
export const isReached = (outcome: string): boolean => !UNREACHED.has(outcome);

/** The order in which a list for this purpose is best worked. */
export const orderFor = (purpose: CallPurpose): CallOrder =>
  purpose === 'RENEWAL' ? 'DUE' : purpose === 'ARREARS' ? 'ARREARS' : 'COMMUNITY';

/** Still to be called: nobody has, or what was agreed for this day has not been done. */
export const isToCall = (
  { result, nextOn, calledAt }: Pick<CallEntry, 'result' | 'nextOn' | 'calledAt'>,
  today: Day,
): boolean =>
  result === undefined ||
  (nextOn !== undefined && nextOn <= today && (calledAt === undefined || calledAt.slice(0, 10) < nextOn));

/** Next Monday; on a Monday that of the week after. */
export const nextMonday = (today: Day): Day => addDays(today, 7 - weekdayOf(today));
