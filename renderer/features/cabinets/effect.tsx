import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CabinetPreview } from '../../../shared/api/cabinets.ts';
import { useIndex } from '../../session/react.tsx';
import { customerPath } from '../customers/index.ts';
import styles from './cabinets.module.css';

/** 保存后的影响: whom a change matches elsewhere, who of them stays all the same, and whether the others move. */
export function Effect(props: {
  preview: CabinetPreview;
  move: boolean;
  onMove: (move: boolean) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { preview } = props;
  const { elsewhere, out_of_scope: outside, locked, placed_by_people: people, movable } = preview;
  if (elsewhere === 0) {
    return (
      <p role="status" className={styles['faint']}>
        {t('cabinets.effect.none')}
      </p>
    );
  }
  return (
    <section className={styles['effect']} aria-label={t('cabinets.effect.title')}>
      <p className={styles['sums']}>
        <b>{t('cabinets.effect.elsewhere', { count: elsewhere })}</b>
        <span className={locked > 0 ? styles['soon'] : undefined}>
          {t('cabinets.effect.locked', { count: locked })}
        </span>
        <span>{t('cabinets.effect.people', { count: people })}</span>
        {outside > 0 && <span>{t('cabinets.effect.outside', { count: outside })}</span>}
        <span>{t('cabinets.effect.movable', { count: movable })}</span>
      </p>
      {preview.sample.length > 0 && <Sample preview={preview} />}
      <Radio.Group
        className={styles['choice'] ?? ''}
        value={props.move}
        onChange={(event) => props.onMove(event.target.value === true)}
        options={[
          { value: false, label: t('cabinets.effect.keep') },
          { value: true, label: t('cabinets.effect.move', { count: movable }), disabled: movable === 0 },
        ]}
      />
    </section>
  );
}

function Sample({ preview }: { preview: CabinetPreview }): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const { sample } = preview;
  const named = preview.elsewhere - preview.out_of_scope;
  return (
    <>
      <div className={styles['rows']}>
        <table className={styles['table']} aria-label={t('cabinets.effect.title')}>
          <thead>
            <tr>
              <th>{t('cabinets.effect.customer')}</th>
              <th>{t('cabinets.effect.from')}</th>
              <th>{t('cabinets.effect.to')}</th>
              <th>{t('cabinets.effect.fate')}</th>
            </tr>
          </thead>
          <tbody>
            {sample.map((row) => (
              <tr key={row.customer_code}>
                <td>
                  {index.positionOf(row.customer_code) === undefined ? (
                    row.name
                  ) : (
                    <Link className={styles['link']} to={customerPath(row.customer_code)}>
                      {row.name}
                    </Link>
                  )}{' '}
                  <span className={styles['faint']}>{row.customer_code}</span>
                </td>
                <td>{row.from_name}</td>
                <td>{row.to_name}</td>
                <td className={row.why_not === null ? undefined : styles['faint']}>
                  {t(`cabinets.effect.${row.why_not ?? 'can'}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {named > sample.length && (
        <p className={styles['faint']}>
          {t('cabinets.effect.sample', { shown: sample.length, total: named })}
        </p>
      )}
    </>
  );
}
