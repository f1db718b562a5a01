import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CentreProgress, PeriodResponse } from '../../../shared/api/division.ts';
import type { Channel } from '../../../shared/domain/org-units.ts';
import { useReference } from '../../session/react.tsx';
import { formatCount, momentOf, shortDay, today } from '../../ui/format/index.ts';
import { CheckOutlined } from '../../ui/icons.tsx';
import { AsOfHint, EmptyState, Panel } from '../../ui/index.ts';
import styles from './division.module.css';
import { confirmedOf, confirmingChannels, elsewhere } from './figures.ts';
import type { PeriodData } from './period-store.ts';

export type Confirmation = CentreProgress['confirmations'][number];

interface CentresPanelProps {
  data: PeriodData;
  /** Absent where nothing can be confirmed now. */
  onConfirm?: (confirmation: Confirmation) => void;
}

/** 各中心进度: new, placed and in pools, a centre a line, with who has confirmed; the last line is the sum. */
export function CentresPanel({ data: { period }, onConfirm }: CentresPanelProps): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const channels = confirmingChannels(period.centres);
  return (
    <Panel
      flush
      title={t('division.centres.title')}
      hint={<AsOfHint freshness={freshness} kinds={['billing_users']} />}
    >
      {period.centres.length === 0 ? (
        <EmptyState title={t('division.centres.none')} hint={t('division.centres.noneHint')} />
      ) : (
        <div className={styles['rows']}>
          <table className={styles['grid']}>
            <thead>
              <tr>
                <th>{t('division.centres.centre')}</th>
                <th className={styles['right']}>{t('division.centres.newCustomers')}</th>
                <th className={styles['right']}>{t('division.centres.inCommunity')}</th>
                <th className={styles['right']}>{t('division.centres.inPool')}</th>
                {channels.map((channel) => (
                  <th key={channel}>{t(`division.centres.${channel}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {period.centres.map((centre) => (
                <tr key={centre.unit_code}>
                  <td>{centre.name}</td>
                  <Figures
                    customers={centre.new_customers}
                    placed={centre.in_community}
                    pool={centre.in_pool}
                  />
                  {channels.map((channel) => (
                    <td key={channel}>
                      <Confirmations centre={centre} channel={channel} onConfirm={onConfirm} />
                    </td>
                  ))}
                </tr>
              ))}
              <Elsewhere period={period} channels={channels} />
            </tbody>
            <tfoot>
              <tr>
                <td>{t('division.centres.total')}</td>
                <Figures
                  customers={period.new_customers}
                  placed={period.in_community}
                  pool={period.in_pool}
                />
                {channels.map((channel) => {
                  const { done, total } = confirmedOf(period.centres, channel);
                  return (
                    <td key={channel} className={styles['quiet']}>
                      {done} / {total}
                    </td>
                  );
                })}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Figures({
  customers,
  placed,
  pool,
}: {
  customers: number;
  placed: number;
  pool: number;
}): ReactNode {
  return (
    <>
      <td className={styles['right']}>{formatCount(customers)}</td>
      <td className={styles['right']}>{formatCount(placed)}</td>
      <td className={`${styles['right']} ${pool > 0 ? styles['soon'] : styles['quiet']}`}>
        {formatCount(pool)}
      </td>
    </>
  );
}

/** Customers of no centre that is shown, so that the lines come to the sum. */
function Elsewhere({ period, channels }: { period: PeriodResponse; channels: Channel[] }): ReactNode {
  const { t } = useTranslation();
  const rest = elsewhere(period);
  if (rest.customers === 0) return null;
  return (
    <tr>
      <td>{t('division.centres.elsewhere')}</td>
      <Figures customers={rest.customers} placed={rest.inCommunity} pool={rest.inPool} />
      {channels.map((channel) => (
        <td key={channel} className={styles['quiet']}>
          {t('division.none')}
        </td>
      ))}
    </tr>
  );
}

/** The departments of a channel in a centre: mostly one. */
function Confirmations(props: {
  centre: CentreProgress;
  channel: Channel;
  onConfirm: ((confirmation: Confirmation) => void) | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const own = props.centre.confirmations.filter((entry) => entry.channel === props.channel);
  if (own.length === 0) return <span className={styles['quiet']}>{t('division.none')}</span>;
  return own.map((entry) => (
    <ConfirmationMark key={entry.department_code} entry={entry} onConfirm={props.onConfirm} />
  ));
}

function ConfirmationMark({
  entry,
  onConfirm,
}: {
  entry: Confirmation;
  onConfirm: ((confirmation: Confirmation) => void) | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const mayAct = entry.mine && onConfirm !== undefined;
  const { name, confirmed_at: at } = entry;
  const act = (words: 'confirm' | 'takeBack'): ReactNode => (
    <button
      type="button"
      className={styles['link']}
      aria-label={t(`division.centres.${words}Of`, { name })}
      onClick={() => onConfirm?.(entry)}
    >
      {t(`division.centres.${words}`)}
    </button>
  );
  if (at === null) {
    return (
      <span className={styles['mark']}>
        <span className={styles['soon']} title={t('division.centres.waitingFor', { name })}>
          {t('division.centres.waiting')}
        </span>
        {mayAct && act('confirm')}
      </span>
    );
  }
  const day = today();
  const title = t('division.centres.confirmedBy', {
    name,
    by: entry.confirmed_by ?? '',
    at: momentOf(at, day),
  });
  return (
    <span className={styles['mark']}>
      <span title={title}>
        <CheckOutlined className={styles['good']} label={title} /> {shortDay(at.slice(0, 10), day)}
      </span>
      {mayAct && act('takeBack')}
    </span>
  );
}
