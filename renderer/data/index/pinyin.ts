import { pinyin } from 'pinyin-pro';

/**
 * Names as they are typed by sound: `黄秀` → `HX HuangXiu`. Initials come first, then the full spelling, for each
 * likely way to read the name. A capital (or a digit) marks where a syllable begins, so that a hit is only taken
 * there: `hx` and `xiu` find 黄秀, `uang` does not.
 *
 * Readings are asked for one character at a time and kept: there are a few thousand characters, but 50,000 names.
 */
const MOST_VARIANTS = 6;

/**
 * Characters that names really are read with in two ways, beyond the most common reading and the surname's.
 * A dictionary's rare readings are left out: they would only add wrong hits.
 */
const COMMONLY_AMBIGUOUS: Readonly<Record<string, readonly string[]>> = {
  单: ['dan', 'shan'],
  曾: ['zeng', 'ceng'],
  覃: ['qin', 'tan'],
  解: ['jie', 'xie'],
  仇: ['chou', 'qiu'],
  查: ['cha', 'zha'],
  盖: ['gai', 'ge'],
  朴: ['pu', 'piao'],
  区: ['qu', 'ou'],
  尉: ['wei', 'yu'],
  翟: ['zhai', 'di'],
  卜: ['bu', 'bo'],
  召: ['zhao', 'shao'],
  葛: ['ge'],
  重: ['zhong', 'chong'],
  行: ['xing', 'hang'],
  长: ['chang', 'zhang'],
  乐: ['le', 'yue'],
  都: ['du', 'dou'],
  调: ['diao', 'tiao'],
  会: ['hui', 'kuai'],
  厦: ['sha', 'xia'],
  车: ['che', 'ju'],
  茜: ['qian', 'xi'],
  蔚: ['wei', 'yu'],
  传: ['chuan', 'zhuan'],
  朝: ['chao', 'zhao'],
  藏: ['cang', 'zang'],
  弹: ['dan', 'tan'],
  盛: ['sheng', 'cheng'],
  奇: ['qi', 'ji'],
  系: ['xi', 'ji'],
  校: ['xiao', 'jiao'],
  降: ['jiang', 'xiang'],
  觉: ['jue', 'jiao'],
  率: ['shuai', 'lv'],
  贾: ['jia', 'gu'],
  咖: ['ka', 'ga'],
  便: ['bian', 'pian'],
  种: ['zhong', 'chong'],
  仔: ['zai', 'zi'],
  堡: ['bao', 'pu'],
  塞: ['sai', 'se'],
  石: ['shi', 'dan'],
  柏: ['bai', 'bo'],
  薄: ['bo', 'bao'],
  参: ['can', 'shen'],
  提: ['ti', 'di'],
  屏: ['ping', 'bing'],
  溪: ['xi'],
  圩: ['xu', 'wei'],
  那: ['na', 'nuo'],
  和: ['he', 'huo'],
  绿: ['lv', 'lu'],
};

const HAN = /\p{Script=Han}/u;

interface Readings {
  /** As the first character of a name, the surname's reading first. */
  head: readonly string[];
  inner: readonly string[];
}

const known = new Map<string, Readings>();

function readingsOf(character: string): Readings {
  let readings = known.get(character);
  if (readings === undefined) {
    readings = HAN.test(character) ? hanReadings(character) : otherReading(character);
    known.set(character, readings);
  }
  return readings;
}

function hanReadings(character: string): Readings {
  const common = pinyin(character, { toneType: 'none', v: true });
  const surname = pinyin(character, { toneType: 'none', v: true, mode: 'surname' });
  const others = COMMONLY_AMBIGUOUS[character] ?? [];
  const capitalised = (list: string[]): string[] =>
    [...new Set(list)].map((reading) => reading.charAt(0).toUpperCase() + reading.slice(1));
  return {
    head: capitalised([surname, common, ...others]),
    inner: capitalised([common, ...others]),
  };
}

function otherReading(character: string): Readings {
  // A Latin letter is a syllable of its own (KTV), a digit is typed as it is, signs are passed over.
  const reading = /[a-z0-9]/i.test(character) ? [character.toUpperCase()] : [''];
  return { head: reading, inner: reading };
}

/** All likely spellings of a normalised name: `HX HuangXiu`; empty for a name without anything to spell. */
export function pinyinLine(name: string): string {
  let variants: { initials: string; full: string }[] = [{ initials: '', full: '' }];
  let first = true;
  for (const character of name) {
    const readings = first ? readingsOf(character).head : readingsOf(character).inner;
    first = false;
    const taken = variants.length * readings.length <= MOST_VARIANTS ? readings : readings.slice(0, 1);
    if (taken.length === 1) {
      const only = taken[0]!;
      for (const variant of variants) {
        variant.initials += only.charAt(0);
        variant.full += only;
      }
    } else {
      variants = variants.flatMap(({ initials, full }) =>
        taken.map((reading) => ({ initials: initials + reading.charAt(0), full: full + reading })),
      );
    }
  }
  if (variants.length === 1) {
    const { initials, full } = variants[0]!;
    return full === '' ? '' : `${initials} ${full}`;
  }
  return [...new Set(variants.map((v) => v.initials)), ...variants.map((v) => v.full)].join(' ').trim();
}

/** True where a hit at this place of a pinyin line begins a syllable. */
export const startsSyllable = (line: string, at: number): boolean => line.charCodeAt(at) < 97;
