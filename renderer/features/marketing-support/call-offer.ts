import type { CallListOffer } from '../call-lists/index.ts';
import type { Offer } from './offers.ts';

/** The call list that a rule proposes: named by the rule and what is offered, with a script that offers it. */
export function callOffer({ name, rule: { offer, purpose } }: Pick<Offer, 'name' | 'rule'>): CallListOffer {
  const named = { name: name === offer ? name : `${name} · ${offer}`, purpose };
  if (purpose !== 'CUSTOM') return named;
  const script = [
    '您好，我是电信客户经理{本人}。',
    '您的{产品}这几个月每月用到 {月均} 元。',
    `按您的用法，我建议看一看：${offer}。`,
    '要是合适，我把资费和办法说给您听，可以上门办。',
  ];
  return { ...named, script: script.join('\n') };
}
