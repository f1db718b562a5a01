import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageLoss } from '../../data/types.ts';
import { useOutbox, useSyncStatus, useWorkspace } from '../../session/react.tsx';
import { formatDuration, momentOf, today } from '../../ui/format/index.ts';
import { departedWords } from './departed-words.ts';
import { editKind } from './edit-words.ts';
import { Section } from './section.tsx';
import styles from './sync-panel.module.css';
import { ExclamationCircleFilled } from '../../ui/icons.tsx';

/** What a person has to know about this machine beside how it stands: its clock, what was lost, who has left. */
export function MachineNotes(): ReactNode {
  const { loss } = useSyncStatus();
  return (
    <>
      <ClockNote />
      {loss && <LossNote loss={loss} />}
      <DepartedList />
    </>
  );
}

function ClockNote(): ReactNode {
  const { t } = useTranslation();
  const { clockIsOff = false, clockOffsetMs = 0 } = useSyncStatus();
  if (!clockIsOff) return null;
  const time = formatDuration(Math.abs(clockOffsetMs), t);
  return (
    <section className={styles['note']} role="note">
      <strong>
        <ExclamationCircleFilled className={styles['soon']} />
        {t(clockOffsetMs > 0 ? 'sync.clock.ahead' : 'sync.clock.behind', { time })}
      </strong>
      <p>{t('sync.clock.help')}</p>
    </section>
  );
}

function LossNote({ loss }: { loss: StorageLoss }): ReactNode {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const time = momentOf(loss.noticedAt, today(new Date()));
  const count = loss.recovered.length;
  const { unread = 0 } = loss;
  const outbox = new Map(useOutbox().map((entry) => [entry.uid, entry]));
  return (
    <section className={styles['note']} aria-label={t('sync.loss.title')}>
      <strong>
        <ExclamationCircleFilled className={styles['soon']} />
        {t('sync.loss.title')}
        <Button
          size="small"
          className={styles['apart'] ?? ''}
          onClick={() => void workspace.acknowledgeLoss()}
        >
          {t('sync.loss.seen')}
        </Button>
      </strong>
      <p>
        {t('sync.loss.at', { time, cause: t(`sync.loss.cause.${loss.cause}`) })}{' '}
        {unread > 0 && `${t('sync.loss.unread', { count: unread })} `}
        {count > 0 && t('sync.loss.recovered', { count })}
        {count + unread === 0 && t('sync.loss.none')}
      </p>
      <ul className={styles['recovered']}>
        {loss.recovered.map(({ uid, customerName, customerCode }) => {
          const entry = outbox.get(uid);
          return (
            <li key={uid}>
              {entry === undefined ? '' : `${editKind(entry, t)} · `}
              {customerName} <span className={styles['quiet']}>{customerCode}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Customers that are no longer his while work of his on them is unsent, and what becomes of it (SPEC C7). */
function DepartedList(): ReactNode {
  const { t } = useTranslation();
  const { departed = [] } = useSyncStatus();
  const outbox = useOutbox();
  if (departed.length === 0) return null;
  return (
    <Section title={t('sync.departed.title')} count={departed.length}>
      <ul className={styles['list']}>
        {departed.map(({ customerCode, customerName }) => (
          <li key={customerCode} className={styles['edit']}>
            <div className={styles['editText']}>
              <div className={styles['editHead']}>
                <span className={styles['what']}>{customerName}</span>
                <span className={styles['quiet']}>{customerCode}</span>
              </div>
              <div className={styles['editWhere']}>{departedWords(customerCode, outbox, t)}</div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
