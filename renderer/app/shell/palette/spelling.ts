import { pinyinLine, startsSyllable } from '../../../data/index/pinyin.ts';

/** How well a word spells a title: 2 from its beginning, 1 from a later syllable, 0 not at all. Sample: `gzt` 工作台. */
export function spells(title: string, word: string): 0 | 1 | 2 {
  // What stands in Latin letters is found as it is written.
  const line = pinyinLine(title.replace(/\P{Script=Han}/gu, ''));
  const lower = line.toLowerCase();
  let found: 0 | 1 = 0;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (at === 0 || lower[at - 1] === ' ') return 2;
    if (startsSyllable(line, at)) found = 1;
  }
  return found;
}
