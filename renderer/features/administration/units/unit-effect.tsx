import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitChange, UnitPreview } from '../../../../shared/api/administration.ts';
import { formatCount } from '../../../ui/format/index.ts';
import { ErrorState } from '../../../ui/index.ts';
import { hangingWords } from './unit-problem.ts';
import styles from './units.module.css';

const COUNTED = ['units', 'communities', 'customers', 'people', 'rules', 'requests', 'groups'] as const;

/** What hangs on the unit, whose communities come and go, and what keeps it from being retired. */
export function UnitEffect({ kind, preview }: { kind: UnitChange['kind']; preview: UnitPreview }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className={styles['effect']} aria-label={t('administration.units.effect')}>
      {preview.hanging.length > 0 && (
        <ErrorState
          title={t('administration.units.hangs')}
          text={t('administration.units.hangsHint', { what: hangingWords(preview, t) })}
        />
      )}
      {kind !== 'ADD' && (
        <ul className={styles['sums']}>
          {COUNTED.map((what) => (
            <li key={what}>
              {t(`administration.units.count_${what}`)} <b>{formatCount(preview[what])}</b>
            </li>
          ))}
        </ul>
      )}
      {kind === 'MOVE' && (
        <>
          <People words={t('administration.units.gain')} people={preview.gain} />
          <People words={t('administration.units.lose')} people={preview.lose} />
        </>
      )}
      {preview.hanging.length === 0 && (
        <p className={styles['quiet']}>{t(`administration.units.then_${kind}`)}</p>
      )}
    </section>
  );
}

function People({ words, people }: { words: string; people: UnitPreview['gain'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <h3 className={styles['subtitle']}>
        {words} {formatCount(people.length)}
      </h3>
      <ul className={styles['people']}>
        {people.map(({ staff_no: staffNo, name, communities }) => (
          <li key={staffNo}>
            {name} {staffNo} · {t('administration.units.communities', { count: communities })}
          </li>
        ))}
      </ul>
    </>
  );
}
