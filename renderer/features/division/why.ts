import type { DividedCustomerRow } from '../../../shared/api/division.ts';
import type { PoolReason } from '../../../shared/domain/rows.ts';
import type { Translate } from '../../i18n/index.ts';

type Known = Record<
  'kind' | 'decidedOn' | 'cabinet' | 'number' | 'rangeFrom' | 'rangeTo' | 'reason' | 'by',
  string
>;

/** Why a new customer is where it is, in one line: the rule and its range, the pool's reason, whose act. */
export function whyWords({ placement }: Pick<DividedCustomerRow, 'placement'>, t: Translate): string {
  const said = (key: keyof Known): string => {
    const value = placement[key];
    return typeof value === 'string' ? value : '';
  };
  const day = said('decidedOn').slice(5);
  switch (said('kind')) {
    case 'RULE': {
      const words =
        said('rangeFrom') === ''
          ? t('division.why.ANY', { cabinet: said('cabinet') })
          : t('division.why.RULE', {
              cabinet: said('cabinet'),
              range: rangeWords(said('rangeFrom'), said('rangeTo')),
            });
      return placement['tied'] === true ? words + t('division.why.tied') : words;
    }
    case 'POOL':
      return t(`division.why.${said('reason') as PoolReason}`, {
        cabinet: said('cabinet'),
        number: said('number'),
      });
    case 'OPENING':
      return t('division.why.OPENING');
    case 'DIVISION':
      return t('division.why.DIVISION', { day, by: said('by') });
    case 'REASSIGNMENT':
      return t('division.why.REASSIGNMENT', { day, by: said('by') });
    default:
      return t('division.why.other', { day });
  }
}

/** `0771-4500800`, `0771-4501199` → `4500800–1199`: what both ends share is said once. */
export function rangeWords(from: string, to: string): string {
  const area = /^0\d{2,3}-/.exec(from)?.[0] ?? '';
  const [first, last] = to.startsWith(area) ? [from.slice(area.length), to.slice(area.length)] : [from, to];
  const sameHead = first.length === 7 && last.length === 7 && first.slice(0, 3) === last.slice(0, 3);
  return `${first}–${sameHead ? last.slice(3) : last}`;
}
