import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../../data/types.ts';
import { useOutbox } from '../../session/react.tsx';
import { momentOf, today } from '../../ui/format/index.ts';
import { AttentionActions } from './attention-actions.tsx';
import { ConflictTable } from './conflict-table.tsx';
import { editKind, editText, fieldName } from './edit-words.ts';
import { reasonKey } from './reasons.ts';
import { Section } from './section.tsx';
import styles from './sync-panel.module.css';
import { useReading } from './use-reading.ts';
import { ExclamationCircleFilled } from '../../ui/icons.tsx';

/** Edits that the server refused or that both sides changed. They stay until a person has decided. */
export function AttentionList(): ReactNode {
  const { t } = useTranslation();
  const entries = useOutbox().filter((entry) => entry.state === 'attention');
  if (entries.length === 0) return null;
  return (
    <Section title={t('sync.attention.title')} count={entries.length}>
      {entries.map((entry) => (
        <AttentionCard key={entry.uid} entry={entry} />
      ))}
    </Section>
  );
}

function AttentionCard({ entry }: { entry: OutboxEntry }): ReactNode {
  const { t } = useTranslation();
  const conflict = entry.status === 'conflict' && (entry.conflicts?.length ?? 0) > 0;
  const only = entry.conflicts?.length === 1 ? entry.conflicts[0] : undefined;
  const what = conflict && only !== undefined ? fieldName(only.field, t) : editKind(entry, t);
  return (
    <article className={styles['card']} aria-label={`${entry.customerName} ${what}`}>
      <header className={styles['cardHead']}>
        <ExclamationCircleFilled className={styles['soon']} />
        <strong>
          {entry.customerName} · {what}
        </strong>
        <span className={styles['quiet']}>
          {conflict ? t('sync.attention.bothChanged') : t('sync.attention.refused')}
        </span>
        <time className={styles['aside']}>{momentOf(entry.occurred_at, today(new Date()))}</time>
      </header>
      {conflict ? <ConflictTable entry={entry} /> : <Refusal entry={entry} />}
      <AttentionActions entry={entry} conflict={conflict} />
    </article>
  );
}

function Refusal({ entry }: { entry: OutboxEntry }): ReactNode {
  const { t, i18n } = useTranslation();
  const reason = reasonKey(entry);
  const { unitName } = useReading();
  return (
    <div className={styles['refusal']}>
      <p>
        {[t(`sync.reason.${reason}`), t(`sync.reasonHelp.${reason}`)].join(
          i18n.language === 'zh-CN' ? '' : ' ',
        )}
      </p>
      <p className={styles['wrote']}>
        {t('sync.attention.wrote', { text: editText(entry, t, { unitName }) })}
      </p>
      {reason === 'unknown' && entry.code !== undefined && (
        <p className={styles['code']}>{t('ui.error.code', { code: entry.code })}</p>
      )}
    </div>
  );
}
