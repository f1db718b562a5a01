import type { PageKey, Reader, StateKey } from './page-keys.ts';
import type { Queryable } from './pull-head.ts';

interface StateRow {
  lane: number;
  seq: number;
  op: number;
  entity: string;
  id: string;
  deleted: boolean;
}

/** Up to `count` rows of each bucket after its reader's position, in order of (seq, op); bodies are not touched. */
export async function readStateKeys(
  db: Queryable,
  readers: readonly Reader[],
  count: number,
): Promise<StateKey[][]> {
  if (readers.length === 0) return [];
  const { rows } = await db.query<StateRow>({
    name: 'sync-state-keys',
    text: `
      select lanes.lane, s.seq, s.op, s.entity, s.id, s.deleted
      from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) with ordinality
        as lanes (bucket, seq, op, base, lane)
      cross join lateral (
        select t.seq, t.op, t.entity, t.id, t.deleted
        from sync_state t
        where t.bucket = lanes.bucket and t.seq is not null and (t.seq, t.op) > (lanes.seq, lanes.op)
          and not (t.deleted and t.seq <= lanes.base)
        order by t.seq, t.op
        limit $5
      ) s
      order by lanes.lane, s.seq, s.op`,
    values: [
      readers.map((reader) => reader.bucket),
      readers.map((reader) => reader.seq),
      readers.map((reader) => reader.op),
      readers.map((reader) => reader.base),
      count,
    ],
  });
  const lists: StateKey[][] = readers.map(() => []);
  for (const { lane, seq, op, entity, id, deleted } of rows) {
    lists[lane - 1]!.push({ seq, op, entity, id, deleted });
  }
  return lists;
}

/**
 * The JSON texts of the keys in their order, as many as `mostBytes` holds, at least one; null for a tombstone. The
 * sizes are summed before a body is fetched from where large values lie, so a page of large rows costs a page.
 */
export async function readBodies(
  db: Queryable,
  keys: readonly PageKey[],
  mostBytes: number,
): Promise<(string | null)[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<{ body: string | null }>({
    name: 'sync-bodies',
    text: `
      select sized.body
      from (
        select k.place, r.body, sum(coalesce(octet_length(r.body), 0)) over (order by k.place) as running
        from unnest($1::text[], $2::text[], $3::boolean[]) with ordinality as k (entity, id, deleted, place)
        left join sync_row r on r.entity = k.entity and r.id = k.id and not k.deleted
      ) sized
      where sized.running <= $4 or sized.place = 1
      order by sized.place`,
    values: [
      keys.map((key) => key.entity),
      keys.map((key) => key.id),
      keys.map((key) => key.deleted),
      mostBytes,
    ],
  });
  return rows.map((row) => row.body);
}
