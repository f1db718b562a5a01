import type { AuditRow } from '../../../shared/api/administration.ts';
import { AUDIT_KINDS, type AuditKind } from '../../../shared/domain/audit.ts';
import type { Translate } from '../../i18n/index.ts';
import { detailWords } from './detail-words.ts';

export const AUDIT_COLUMNS = ['at', 'kind', 'who', 'subject', 'where', 'detail'] as const;
export type AuditColumn = (typeof AUDIT_COLUMNS)[number];

/** Of the server itself, not of a person. */
const SYSTEM = 'system';
const isKind = (text: string): text is AuditKind => (AUDIT_KINDS as readonly string[]).includes(text);
const momentOf = (at: string): string => at.slice(0, 19).replace('T', ' ');

/** An entry as it is read. */
export const auditCells = (row: AuditRow, t: Translate): Record<AuditColumn, string> => ({
  at: momentOf(row.at),
  kind: isKind(row.kind) ? t(`administration.kind.${row.kind}`) : row.kind,
  who: row.actor === SYSTEM ? t('administration.audit.system') : `${row.actor_name} ${row.actor}`.trim(),
  subject: row.subject,
  where: row.unit_name ?? '',
  detail: detailWords(row.detail, t),
});
