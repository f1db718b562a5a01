import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import { useHoldings, useSyncStatus } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { useAccess } from '../customers/index.ts';
import { OpenButton } from './open-button.tsx';
import styles from './territory.module.css';
import { useRollups } from './use-territory.ts';

/** Lines of the dialog; whoever looks for another community finds it by going down the units. */
const LISTED = 40;

/** The customers behind a figure are not here: how many there are, where, and opening them one community at a time. */
export function DrillDialog(props: {
  communities: readonly OrgUnitRow[];
  onClose: () => void;
  onList: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const holdings = useHoldings();
  const offline = useSyncStatus().state === 'offline';
  const { rollups } = useRollups(
    props.communities.map((unit) => unit.unitCode),
    holdings.rollupVersion,
  );
  const customersIn = (unit: OrgUnitRow): number => rollups.get(unit.unitCode)?.figures.customers ?? 0;
  const peopled = props.communities.filter((unit) => customersIn(unit) > 0);
  const away = peopled.filter((unit) => !holdings.communities.has(unit.unitCode));
  const here = peopled.length - away.length;
  const mayRead = props.communities.some((unit) => access.may('customer.read', unit.unitCode));
  const sum = away.reduce((customers, unit) => customers + customersIn(unit), 0);
  const listed = [...peopled].sort((a, b) => customersIn(b) - customersIn(a)).slice(0, LISTED);
  return (
    <Modal
      open
      title={t('territory.away.title')}
      onCancel={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t('common.close')}</Button>
          {mayRead && (
            <Button type="primary" disabled={here === 0} onClick={props.onList}>
              {away.length === 0 ? t('territory.away.list') : t('territory.away.listHere', { count: here })}
            </Button>
          )}
        </>
      }
    >
      {!mayRead ? (
        <p>{t('territory.away.totalsOnly')}</p>
      ) : (
        <>
          <p>
            {t('territory.away.text', { customers: formatCount(sum), communities: formatCount(away.length) })}
            {offline && ` ${t('territory.away.offline')}`}
          </p>
          <ul className={styles['communities']}>
            {listed.map((unit) => (
              <li key={unit.unitCode}>
                <span className={styles['communityName']}>{unit.name}</span>
                <span className={styles['count']}>
                  {t('territory.away.customers', { customers: formatCount(customersIn(unit)) })}
                </span>
                <OpenButton communityCode={unit.unitCode} />
              </li>
            ))}
          </ul>
          {peopled.length > listed.length && (
            <p className={styles['quiet']}>
              {t('territory.away.more', { count: peopled.length - listed.length })}
            </p>
          )}
        </>
      )}
    </Modal>
  );
}
