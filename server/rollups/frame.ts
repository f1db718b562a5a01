import type { FeedKind } from '../../shared/domain/rows.ts';
import type { Day } from '../../shared/lib/dates.ts';
import { monthOf } from '../../shared/lib/dates.ts';
import type { Rollup, RollupFrame } from '../../shared/domain/rollups.ts';
import type { Queryable } from '../sync/pull-head.ts';

/** The files that the figures of a roll-up come from. */
const KINDS: readonly FeedKind[] = ['billing_users', 'bi_fees', 'arrears', 'agreements', 'prepaid', 'line97'];

/** What figures are counted from, and how new their sources are. The same frame and rows give the same figures. */
export type FoldFrame = RollupFrame & Pick<Rollup, 'asOf'>;

export async function readFrame(db: Queryable, day: Day): Promise<FoldFrame> {
  const { rows } = await db.query<{ kind: FeedKind; as_of: string }>(
    'select kind, as_of from feed_freshness where kind = any($1::text[]) order by kind',
    [KINDS],
  );
  const asOf: FoldFrame['asOf'] = Object.fromEntries(rows.map((row) => [row.kind, row.as_of]));
  return { day, month: asOf.bi_fees === undefined ? null : monthOf(asOf.bi_fees), asOf };
}

/** Feedback on the newest month that says something, by its id. */
export async function readAnswered(db: Queryable, { month }: RollupFrame): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ feedback_id: string }>(
    `select feedback_id from feedback where month = $1 and (reason is not null or btrim(note) <> '')`,
    [month],
  );
  return new Set(rows.map((row) => row.feedback_id));
}
