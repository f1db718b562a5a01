import type { Pool } from 'pg';
import { type Receipt, receiptsQuery, receiptsResponse } from '../../../shared/api/notices.ts';
import { mayAt } from '../../../shared/domain/permissions.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import type { Caller } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { scopedUnit, type UnitColumns } from '../territory/scope.ts';

/** Notices travel as rows; who has read one is asked here, by whoever may take it back. */
export function registerNoticeRoutes(app: App, { pool }: { pool: Pool }): void {
  app.get(
    '/notices/v1/receipts',
    {
      config: { access: { kind: 'signed-in' } },
      schema: {
        summary: 'Who has read a notice of mine, or of a unit where I may publish',
        tags: ['notices'],
        querystring: receiptsQuery,
        response: { 200: receiptsResponse },
      },
    },
    async (request) => {
      const { notice_id: noticeId } = request.query;
      await refuseStrangers(pool, request.caller, noticeId);
      return { receipts: await receiptsOf(pool, noticeId) };
    },
  );
}

async function refuseStrangers(pool: Pool, caller: Caller, noticeId: string): Promise<void> {
  const { rows } = await pool.query<UnitColumns & { mine: boolean }>(
    `select u.path, u.channel, s.staff_id = $2 as mine
     from notice n join org_unit u using (unit_code) join staff s on s.staff_no = n.published_by
     where n.notice_id = $1`,
    [noticeId, caller.staffId],
  );
  const notice = rows[0];
  if (!notice) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such notice');
  if (!notice.mine && !mayAt(caller.grants, 'notice.publish', scopedUnit(notice))) {
    throw new ApiError(403, 'E_SCOPE', 'the notice is of others');
  }
}

async function receiptsOf(pool: Pool, noticeId: string): Promise<Receipt[]> {
  const { rows } = await pool.query<Omit<Receipt, 'read_at'> & { read_at: Date | null }>(
    `select s.staff_no, s.name, coalesce(home.unit_code, '') as unit_code, coalesce(home.name, '') as unit_name, d.read_at
     from notice_reader r
     join staff s using (staff_id)
     left join notice_read d on d.notice_id = r.notice_id and d.staff_id = r.staff_id
     left join lateral (
       select u.unit_code, u.name from staff_role o join org_unit u using (unit_code)
       where o.staff_id = r.staff_id and o.valid_from is null order by u.unit_code limit 1
     ) home on true
     where r.notice_id = $1
     order by d.read_at is not null, unit_code, s.staff_no`,
    [noticeId],
  );
  return rows.map((row) => ({ ...row, read_at: row.read_at === null ? null : isoInShanghai(row.read_at) }));
}
