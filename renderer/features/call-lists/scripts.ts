import type { CallPurpose } from '../../../shared/domain/calls.ts';

/**
 * What is said, line by line, with places for the customer's facts. Customers are spoken to in Chinese, whatever
 * language the caller's screen speaks.
 */
export const SCRIPTS: Record<CallPurpose, string> = {
  RENEWAL: [
    '您好，我是电信客户经理{本人}。您的{套餐} {到期日}到期。',
    '您这几个月每月用到 {月均} 元，续一年可以保留现在的月承诺 {月承诺} 元。',
    '现在定下来，到期当天自动接续，不断网、不改号。',
  ].join('\n'),
  ARREARS: [
    '您好，我是电信客户经理{本人}。您的{产品}从 {欠费账期}起有 {欠费} 元没有缴。',
    '营业厅、网上都可以缴，也可以由我上门办；缴清就不会停机。',
    '请问您哪天方便？我记下来，到时再提醒您。',
  ].join('\n'),
  ZERO_CHARGE: [
    '您好，我是电信客户经理{本人}。您的{产品}（{业务接入号}）最近一个月没有费用。',
    '是暂时不用，还是用起来有什么不便？有故障我马上报修。',
    '不用可以办停机保号，要用的话我给您看一个合适的套餐。',
  ].join('\n'),
  CUSTOM: '您好，我是电信客户经理{本人}。',
};

export const SCRIPT_PLACES = [
  '本人',
  '客户',
  '产品',
  '业务接入号',
  '套餐',
  '到期日',
  '月承诺',
  '月均',
  '欠费',
  '欠费账期',
] as const;
export type ScriptPlace = (typeof SCRIPT_PLACES)[number];
export type ScriptFacts = Partial<Record<ScriptPlace, string>>;

/**
 * The lines to be said to one customer. A line that asks for something that is not known of him is left out; words in
 * braces that are no place stay as they are.
 */
export function scriptLines(script: string, facts: ScriptFacts): string[] {
  const known = (name: string): name is ScriptPlace => SCRIPT_PLACES.some((place) => place === name);
  return script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => {
      const asked = Array.from(line.matchAll(/\{([^{}]+)\}/g), ([, name]) => name ?? '').filter(known);
      if (asked.some((place) => facts[place] === undefined)) return [];
      return [
        line.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => (known(name) ? facts[name]! : whole)),
      ];
    });
}
