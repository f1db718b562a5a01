import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DictionaryEffect, RenamedThing } from '../../../../shared/domain/dictionary.ts';
import panel from '../administration.module.css';
import styles from './dictionary.module.css';
import { categoryWords, effectSentence, readersSentence, usesWord } from './dictionary-words.ts';

const MOST_NAMED = 8;

/** What saving would change: which names become what, and which lists and reports show it. */
export function Effect({ effect }: { effect: DictionaryEffect }): ReactNode {
  const { t } = useTranslation();
  const more = effect.names.length - MOST_NAMED;
  return (
    <section className={styles['effect']} aria-label={t('dictionary.effect')}>
      <h3 className={styles['heading']}>{t('dictionary.effect')}</h3>
      <p role="status">{effectSentence(effect, t)}</p>
      <ul className={styles['names']}>
        {effect.names.slice(0, MOST_NAMED).map((thing) => (
          <Renamed key={`${thing.of} ${thing.name}`} thing={thing} />
        ))}
        {more > 0 && <li className={panel['second']}>{t('dictionary.more', { count: more })}</li>}
      </ul>
      {effect.categories.length > 0 && (
        <p className={panel['second']}>{readersSentence(effect.categories, t)}</p>
      )}
    </section>
  );
}

function Renamed({ thing: { of, name, uses, gains, loses } }: { thing: RenamedThing }): ReactNode {
  const { t } = useTranslation();
  const parts = [
    gains.length > 0 && t('dictionary.gains', { categories: categoryWords(gains, t) }),
    loses.length > 0 && t('dictionary.loses', { categories: categoryWords(loses, t) }),
  ].filter(Boolean);
  return (
    <li>
      <b>{name}</b> <span className={panel['second']}>{usesWord(of, uses, t)}</span> {parts.join(' · ')}
    </li>
  );
}
