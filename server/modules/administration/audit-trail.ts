import type { AuditQuery, AuditRow } from '../../../shared/api/administration.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import type { Caller } from '../../plugins/auth.ts';
import { type Db, reachesAll, rootsOf } from './scope.ts';

/** Newest first. A part's administrator reads what lies at his unit and below; what belongs nowhere is the region's. */
export async function readAudit(
  db: Db,
  caller: Caller,
  query: AuditQuery,
): Promise<{ events: AuditRow[]; more: boolean }> {
  const { rows } = await db.query<Omit<AuditRow, 'at'> & { at: Date }>(
    `select e.event_id, e.at, e.kind, e.actor, e.actor_name, e.device_id, u.name as unit_name, e.subject, e.detail
     from audit_event e left join org_unit u using (unit_code)
     where ($1 or u.path && $2::text[])
       and ($3::text is null or e.kind = $3)
       and ($4 = '' or e.actor like $4 || '%' or e.actor_name like '%' || $4 || '%' or e.subject like '%' || $4 || '%')
       and ($5::date is null or e.at >= $5::date::timestamp at time zone 'Asia/Shanghai')
       and ($6::date is null or e.at < ($6::date + 1)::timestamp at time zone 'Asia/Shanghai')
       and ($7::bigint is null or e.event_id < $7)
     order by e.event_id desc limit $8`,
    [
      await reachesAll(db, caller, 'admin.audit'),
      rootsOf(caller, 'admin.audit'),
      query.kind ?? null,
      query.search.replace(/[\\%_]/g, '\\$&'),
      query.from_day ?? null,
      query.to_day ?? null,
      query.before ?? null,
      query.limit + 1,
    ],
  );
  return {
    events: rows.slice(0, query.limit).map((row) => ({ ...row, at: isoInShanghai(row.at) })),
    more: rows.length > query.limit,
  };
}
