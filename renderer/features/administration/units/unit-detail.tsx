import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitChange } from '../../../../shared/api/administration.ts';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import { useReference } from '../../../session/react.tsx';
import { FactList } from '../../../ui/index.ts';
import panel from '../administration.module.css';
import { actsOn } from './unit-draft.ts';
import styles from './units.module.css';

/** What a unit is, who works it, and what can be done about it. */
export function UnitDetail(props: {
  unit: OrgUnitRow;
  onAct: (kind: UnitChange['kind']) => void;
  onChoose: (unitCode: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { unit, onAct, onChoose } = props;
  const parent = unit.parentCode === null ? undefined : units.get(unit.parentCode);
  const below = [...units.values()].filter(
    ({ parentCode, retired }) => parentCode === unit.unitCode && retired !== true,
  );
  const facts: [string, ReactNode][] = [
    [t('administration.units.code'), unit.unitCode],
    [t('administration.units.kind'), t(`administration.units.kind_${unit.kind}`)],
    [t('administration.units.channel'), unit.channel === null ? '—' : t(`domain.segment.${unit.channel}`)],
    [t('administration.units.billingArea'), unit.billingArea ?? '—'],
    [
      t('administration.units.parent'),
      parent === undefined ? (
        '—'
      ) : (
        <Button
          type="link"
          size="small"
          className={styles['way'] ?? ''}
          onClick={() => onChoose(parent.unitCode)}
        >
          {parent.name}
        </Button>
      ),
    ],
    [t('administration.units.below'), below.length],
    [
      t('administration.units.people'),
      unit.staff.length === 0
        ? '—'
        : [...new Map(unit.staff.map(({ staffNo, name }) => [staffNo, name]))].map(([staffNo, name]) => (
            <div key={staffNo}>
              {name} <span className={panel['second']}>{staffNo}</span>
            </div>
          )),
    ],
  ];
  return (
    <section className={styles['detail']} aria-label={unit.name}>
      <header className={styles['head']}>
        <h2 className={styles['name']}>{unit.name}</h2>
        {unit.retired === true && <span className={panel['late']}>{t('administration.units.retired')}</span>}
        <span className={styles['acts']}>
          {actsOn(unit).map((kind) => (
            <Button key={kind} size="small" danger={kind === 'RETIRE'} onClick={() => onAct(kind)}>
              {t(`administration.units.act_${kind}`)}
            </Button>
          ))}
        </span>
      </header>
      <FactList facts={facts} />
    </section>
  );
}
