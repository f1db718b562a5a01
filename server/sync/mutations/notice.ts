import { mayAnywhere, mayAt } from '../../../shared/domain/permissions.ts';
import type { NoticePublishArgs } from '../../../shared/sync/mutations.ts';
import { scopedUnit, type UnitColumns } from '../../modules/territory/scope.ts';
import { applied, type MutationContext, type Outcome, rejected } from './outcome.ts';

/** Tells everybody at a unit and below. */
export async function publishNotice(
  { db, sender, now }: MutationContext,
  id: string,
  args: NoticePublishArgs,
): Promise<Outcome> {
  if (id !== args.noticeId) return rejected('E_INVALID', 'id differs from args.noticeId');
  if (!mayAnywhere(sender.grants, 'notice.publish')) {
    return rejected('E_PERMISSION', 'no role of the sender carries notice.publish');
  }
  const { rows } = await db.query<UnitColumns>(
    'select path, channel from org_unit where unit_code = $1 and retired_on is null',
    [args.unitCode],
  );
  if (!rows[0]) return rejected('E_NOT_FOUND', 'no such unit');
  if (!mayAt(sender.grants, 'notice.publish', scopedUnit(rows[0]))) {
    return rejected('E_SCOPE', 'the unit is outside the scope of the sender');
  }
  const { rowCount } = await db.query(
    `insert into notice (notice_id, unit_code, kind, title, text, valid_from, valid_to, published_by, published_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      args.noticeId,
      args.unitCode,
      args.kind,
      args.title,
      args.text,
      args.validFrom,
      args.validTo ?? null,
      sender.staffNo,
      now,
    ],
  );
  return rowCount === 1 ? applied : rejected('E_INVALID', 'a notice with this id exists');
}

/** Whoever published it takes it back, and whoever may publish where it was published. */
export async function withdrawNotice(
  { db, sender, now }: MutationContext,
  noticeId: string,
): Promise<Outcome> {
  const { rows } = await db.query<UnitColumns & { published_by: string }>(
    `select u.path, u.channel, n.published_by from notice n join org_unit u using (unit_code)
     where n.notice_id = $1 for no key update of n`,
    [noticeId],
  );
  const notice = rows[0];
  if (!notice) return rejected('E_NOT_FOUND', 'no such notice');
  const may =
    notice.published_by === sender.staffNo || mayAt(sender.grants, 'notice.publish', scopedUnit(notice));
  if (!may) return rejected('E_SCOPE', 'the notice is of others');
  await db.query('update notice set withdrawn_at = $2 where notice_id = $1 and withdrawn_at is null', [
    noticeId,
    now,
  ]);
  return applied;
}

/** Noted once: what is told a second time, from another machine as well, changes nothing. */
export async function readNotice({ db, sender, now }: MutationContext, noticeId: string): Promise<Outcome> {
  const { rowCount } = await db.query('select from notice_reader where notice_id = $1 and staff_id = $2', [
    noticeId,
    sender.staffId,
  ]);
  if (rowCount === 0) return rejected('E_NOT_FOUND', 'the sender has no such notice');
  await db.query(
    `insert into notice_read (notice_id, staff_id, read_at) values ($1, $2, $3) on conflict do nothing`,
    [noticeId, sender.staffId, now],
  );
  return applied;
}
