import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../../data/types.ts';
import { useOutbox } from '../../session/react.tsx';
import { momentOf, today } from '../../ui/format/index.ts';
import { editKind, editText, isInteractionAdd } from './edit-words.ts';
import { Section } from './section.tsx';
import styles from './sync-panel.module.css';
import { EditOutlined, HomeOutlined, PhoneOutlined, SyncOutlined } from '../../ui/icons.tsx';

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
            <li key={entry.uid}>
              <EditIcon entry={entry} />
              <span className={styles['what']}>
                {editKind(entry, t)} · {entry.customerName}
              </span>
              <span className={styles['text']}>{editText(entry, t)}</span>
              <time className={styles['aside']}>{momentOf(entry.occurred_at, today(new Date()))}</time>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function EditIcon({ entry }: { entry: OutboxEntry }): ReactNode {
  const { t } = useTranslation();
  if (entry.state === 'sending') return <SyncOutlined spin label={t('sync.waiting.sending')} />;
  if (!isInteractionAdd(entry)) return <EditOutlined />;
  return entry.args.kind === 'CALL' ? <PhoneOutlined /> : <HomeOutlined />;
}
