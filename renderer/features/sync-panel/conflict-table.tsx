import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldConflict } from '../../../shared/sync/protocol.ts';
import type { OutboxEntry } from '../../data/types.ts';
import { useSessionState } from '../../session/react.tsx';
import { momentOf, today } from '../../ui/format/index.ts';
import { fieldName, fieldText } from './edit-words.ts';
import { uncontested } from './rewrite.ts';
import styles from './sync-panel.module.css';

/** Field by field, what I wrote beside what the server has, with what both started from. */
export function ConflictTable({ entry }: { entry: OutboxEntry }): ReactNode {
  const { t } = useTranslation();
  const state = useSessionState();
  const me = state.kind === 'signedIn' ? state.staff.name : '';
  const conflicts = entry.conflicts ?? [];
  const rest = uncontested(entry);
  return (
    <>
      <table className={styles['conflict']}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('sync.attention.mine')}</th>
            <th scope="col">{t('sync.attention.theirs')}</th>
          </tr>
        </thead>
        {conflicts.map((conflict) => (
          <FieldRows key={conflict.field} conflict={conflict} named={conflicts.length > 1} />
        ))}
        <tbody>
          <tr>
            <th scope="row">{t('sync.attention.change')}</th>
            <td>
              {t('sync.attention.by', { name: me, time: momentOf(entry.occurred_at, today(new Date())) })}
            </td>
            <td>{t('sync.attention.bySomeone')}</td>
          </tr>
        </tbody>
      </table>
      {rest.length > 0 && (
        <p className={styles['rest']}>
          {t('sync.attention.uncontested', {
            fields: rest
              .map(({ field, to }) =>
                t('sync.waiting.change', { field: fieldName(field, t), value: fieldText(field, to, t) }),
              )
              .join(t('sync.waiting.separator')),
          })}
        </p>
      )}
    </>
  );
}

function FieldRows({ conflict, named }: { conflict: FieldConflict; named: boolean }): ReactNode {
  const { t } = useTranslation();
  const { field, from, mine, theirs } = conflict;
  return (
    <tbody>
      {named && (
        <tr>
          <th scope="rowgroup" colSpan={3} className={styles['fieldName']}>
            {fieldName(field, t)}
          </th>
        </tr>
      )}
      <tr className={styles['strong']}>
        <th scope="row">{t('sync.attention.current')}</th>
        <td>{fieldText(field, mine, t)}</td>
        <td>{fieldText(field, theirs, t)}</td>
      </tr>
      <tr>
        <th scope="row">{t('sync.attention.before')}</th>
        <td>{fieldText(field, from, t)}</td>
        <td>{fieldText(field, from, t)}</td>
      </tr>
    </tbody>
  );
}
