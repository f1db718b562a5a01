import type { PoolClient } from 'pg';
import { FEED_CADENCES } from '../../shared/domain/feed-sources.ts';
import type { NamedFeed } from './file-name.ts';

/**
 * Notes how new the figures of a kind are. A file older than the newest says nothing about that, and the newest taken
 * once more is no news: clients are not told.
 */
export async function noteFreshness(
  client: PoolClient,
  { feed, period }: NamedFeed,
  taken: { file: string; rows: number; changed: boolean; at: Date },
): Promise<void> {
  const cadence = FEED_CADENCES[feed.kind];
  if (!cadence || period === null) return;
  await client.query(
    `insert into feed_freshness as f (kind, source, as_of, received_at, cadence, file, row_count)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (kind) do update set source = excluded.source, as_of = excluded.as_of,
       received_at = excluded.received_at, cadence = excluded.cadence, file = excluded.file, row_count = excluded.row_count
     where excluded.as_of > f.as_of
       or (excluded.as_of = f.as_of and ($8 or (excluded.file, excluded.row_count) is distinct from (f.file, f.row_count)))`,
    [feed.kind, cadence.source, period, taken.at, cadence.cadence, taken.file, taken.rows, taken.changed],
  );
}
