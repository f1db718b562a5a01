import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../../data/types.ts';
import { useSessionState } from '../../session/react.tsx';
import { momentOf, today } from '../../ui/format/index.ts';
import { fieldName, fieldText } from './edit-words.ts';
import styles from './sync-panel.module.css';

/** What I wrote beside what the server has, with what both started from. */
export function ConflictTable({ entry }: { entry: OutboxEntry }): ReactNode {
  const { t } = useTranslation();
  const state = useSessionState();
  const me = state.kind === 'signedIn' ? state.staff.name : '';
  const conflicts = entry.conflicts ?? [];
  return (
    <table className={styles['conflict']}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('sync.attention.mine')}</th>
          <th scope="col">{t('sync.attention.theirs')}</th>
        </tr>
      </thead>
      <tbody>
        {conflicts.map((conflict) => (
          <Fragment key={conflict.field}>
            {conflicts.length > 1 && (
              <tr>
                <th scope="rowgroup" colSpan={3}>
                  {fieldName(conflict.field, t)}
                </th>
              </tr>
            )}
            <tr className={styles['strong']}>
              <th scope="row">{t('sync.attention.current')}</th>
              <td>{fieldText(conflict.field, conflict.mine, t)}</td>
              <td>{fieldText(conflict.field, conflict.theirs, t)}</td>
            </tr>
            <tr>
              <th scope="row">{t('sync.attention.before')}</th>
              <td colSpan={2}>{fieldText(conflict.field, conflict.from, t)}</td>
            </tr>
          </Fragment>
        ))}
        <tr>
          <th scope="row">{t('sync.attention.change')}</th>
          <td>
            {t('sync.attention.by', { name: me, time: momentOf(entry.occurred_at, today(new Date())) })}
          </td>
          <td>{t('sync.attention.bySomeone')}</td>
        </tr>
      </tbody>
    </table>
  );
}
