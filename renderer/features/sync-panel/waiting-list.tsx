import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../../data/types.ts';
import { useOutbox } from '../../session/react.tsx';
import { momentOf, today } from '../../ui/format/index.ts';
import { editKind, editText, isAsk, isDecide, isInteractionAdd, isWithdraw } from './edit-words.ts';
import { Section } from './section.tsx';
import styles from './sync-panel.module.css';
import { useReading } from './use-reading.ts';
import { EditOutlined, HomeOutlined, PhoneOutlined, SyncOutlined, TeamOutlined } from '../../ui/icons.tsx';

/** Every edit that the server has not seen yet, one row each, the newest first. */
export function WaitingList(): ReactNode {
  const { t } = useTranslation();
  const entries = useOutbox()
    .filter((entry) => entry.state === 'waiting' || entry.state === 'sending')
    .toSorted((a, b) => b.n - a.n);
  return (
    <Section title={t('sync.waiting.title')} count={entries.length} aside={t('sync.waiting.hint')}>
      {entries.length === 0 ? (
        <p className={styles['none']}>{t('sync.waiting.none')}</p>
      ) : (
        <ul className={styles['list']}>
          {entries.map((entry) => (
            <WaitingRow key={entry.uid} entry={entry} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What, on whom and where, what it says, when; and why it is still here where the server has put it off. */
function WaitingRow({ entry }: { entry: OutboxEntry }): ReactNode {
  const { t } = useTranslation();
  const { unitName, placeOf } = useReading();
  const text = editText(entry, t, { unitName });
  const place = placeOf(entry.customerCode);
  return (
    <li className={styles['edit']}>
      <EditIcon entry={entry} />
      <div className={styles['editText']}>
        <div className={styles['editHead']}>
          <span className={styles['what']}>
            {editKind(entry, t)} · {entry.customerName}
          </span>
          <span className={styles['text']} title={text}>
            {text}
          </span>
        </div>
        <div className={styles['editWhere']}>
          <span>{entry.customerCode}</span>
          {place !== '' && <span>{place}</span>}
          {entry.status === 'retry' && (
            <span className={styles['soon']}>{t('sync.waiting.tried', { count: entry.attempts })}</span>
          )}
        </div>
      </div>
      <time className={styles['aside']} dateTime={entry.occurred_at}>
        {momentOf(entry.occurred_at, today(new Date()))}
      </time>
    </li>
  );
}

function EditIcon({ entry }: { entry: OutboxEntry }): ReactNode {
  const { t } = useTranslation();
  if (entry.state === 'sending') return <SyncOutlined spin label={t('sync.waiting.sending')} />;
  if (isAsk(entry) || isDecide(entry) || isWithdraw(entry)) return <TeamOutlined />;
  if (!isInteractionAdd(entry)) return <EditOutlined />;
  return entry.args.kind === 'CALL' ? <PhoneOutlined /> : <HomeOutlined />;
}
