import type { Translate } from '../../i18n/index.ts';
import { feedWord, refusalWord } from './feed-words.ts';

/** Facts of audit entries that have a word; any other stands under the name by which it is kept. */
const WORDED = [
  'applied',
  'changed',
  'channel',
  'communities',
  'customers',
  'device',
  'complaints',
  'disabled',
  'feed',
  'file',
  'follow_ups',
  'forced',
  'from',
  'from_day',
  'in_arrears',
  'kind',
  'locked',
  'menu',
  'menuBefore',
  'month',
  'moved',
  'names',
  'of',
  'outcome',
  'permissions',
  'permissionsBefore',
  'read',
  'reason',
  'refusal',
  'refused',
  'removed',
  'rescued',
  'retired',
  'role',
  'rows',
  'run',
  'setAside',
  'title',
  'to',
  'to_day',
  'unit_code',
] as const;
type Worded = (typeof WORDED)[number];

const isWorded = (name: string): name is Worded => (WORDED as readonly string[]).includes(name);

/** The facts of an entry in one line to be read, without what is empty or not so; a file has them as they are kept. */
export const detailWords = (detail: Readonly<Record<string, unknown>>, t: Translate): string =>
  Object.entries(detail)
    .flatMap(([name, value]) => {
      const text = valueWord(name, value, t);
      return text === '' ? [] : [`${isWorded(name) ? t(`administration.fact.${name}`) : name} ${text}`];
    })
    .join(' · ');

/** What feeds say of themselves by codes has words. */
function valueWord(name: string, value: unknown, t: Translate): string {
  if (typeof value !== 'string') return wordOf(value, t);
  if (name === 'feed') return feedWord(value, t);
  if (name === 'refusal') return refusalWord(value, t);
  if (name === 'outcome' && (value === 'TAKEN' || value === 'REFUSED'))
    return t(`administration.fact.outcome_${value}`);
  return value;
}

function wordOf(value: unknown, t: Translate): string {
  if (value === null || value === undefined || value === false) return '';
  if (value === true) return t('administration.fact.yes');
  if (Array.isArray(value)) return value.map((each) => wordOf(each, t)).join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
