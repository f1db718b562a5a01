import { expect, it } from 'vitest';
import type { Translate } from '../../i18n/index.ts';
import { detailWords } from './detail-words.ts';

const t = ((key: string) => key.replace('administration.fact.', '=')) as unknown as Translate;

it('says each fact in its word, and one that it does not know under its own name', () => {
  expect(detailWords({ rows: 1467, rescued: 2, disabled: true, forced: false, odd: 'x' }, t)).toBe(
    '=rows 1467 · =rescued 2 · =disabled =yes · odd x',
  );
});

it('leaves out what is not there, keeps the order of a list, and shows what is deeper as it is kept', () => {
  expect(detailWords({ to: null, communities: ['A1', 'A2'], menu: [], segment: { code: 3 } }, t)).toBe(
    '=communities A1 A2 · segment {"code":3}',
  );
});

it('says what a file was and why it was refused in words, also where a code is a newer one', () => {
  const refused = { feed: 'arrears', outcome: 'REFUSED', refusal: 'E_COLUMNS' };
  expect(detailWords(refused, t)).toBe(
    '=feed domain.feedKind.arrears · =outcome =outcome_REFUSED · =refusal administration.refusal.E_COLUMNS',
  );
  expect(detailWords({ feed: 'weather', outcome: 'PARTLY', refusal: 'E_NEW' }, t)).toBe(
    '=feed weather · =outcome PARTLY · =refusal E_NEW',
  );
});
