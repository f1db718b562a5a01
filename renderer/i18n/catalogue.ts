/**
 * The shape that a second language must have: the same keys as the first. Chinese has one form for any number, written
 * `…_other`; a language with more forms adds `…_one` beside it.
 * Sample: `{ selected_other: '已选 {{count}} 户' }` asks for `{ selected_one: string; selected_other: string }`.
 */
export type SameKeys<T> = {
  [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]>;
} & {
  [K in keyof T as K extends `${infer Stem}_other` ? `${Stem}_one` : never]: string;
};
