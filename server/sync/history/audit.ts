import type { Pool, PoolClient } from 'pg';
import { ENTITIES, type Entity } from '../../../shared/domain/rows.ts';
import { readInSnapshot } from '../snapshot.ts';

/**
 * A difference between what the store says, what clients are sent, and what the log tells of.
 *
 * ROW_MISSING, ROW_STALE, ROW_GHOST: `sync_row` is not what the tables make of it. UNLOGGED, CHANGED, GHOST,
 * UNSEALED: the log is not what `sync_row` is (see sync_drift in migration 0004). BUCKET, CLOCK: positions that
 * cannot be. GUARD_*: a trigger or function that is gone, asleep, or another than the migrations made.
 */
export type DriftKind =
  | 'ROW_MISSING'
  | 'ROW_STALE'
  | 'ROW_GHOST'
  | 'UNLOGGED'
  | 'CHANGED'
  | 'GHOST'
  | 'UNSEALED'
  | 'QUEUED'
  | 'BUCKET'
  | 'CLOCK'
  | 'GUARD_MISSING'
  | 'GUARD_DISABLED'
  | 'GUARD_CHANGED';

export interface Drift {
  kind: DriftKind;
  /** The entity or table. */
  where: string;
  count: number;
  /** Some of the ids, buckets or names; codes only, nothing of a person. */
  samples: string[];
}

export interface AuditReport {
  drift: Drift[];
  /** Rows of clients that were compared. */
  rows: number;
}

const SAMPLES = 5;
/** Rows that are built and compared by one statement. */
const IDS_AT_ONCE = 5_000;

/** SPEC S10: compares everything in one snapshot that writes nothing and holds up nobody. */
export async function audit(pool: Pool): Promise<AuditReport> {
  return readInSnapshot(pool, async (db) => ({
    drift: [
      ...(await guardDrift(db)),
      ...(await rowDrift(db)).map(({ kind, entity, ids }) => driftOf(kind, entity, ids)),
      ...(await logDrift(db)),
      ...(await positionDrift(db)),
    ],
    rows: await countRows(db),
  }));
}

const driftOf = (kind: DriftKind, where: string, names: readonly string[]): Drift => ({
  kind,
  where,
  count: names.length,
  samples: names.slice(0, SAMPLES),
});

async function countRows(db: PoolClient): Promise<number> {
  const { rows } = await db.query<{ n: number }>('select count(*) as n from sync_row');
  return rows[0]!.n;
}

export interface GuardDrift {
  drift: 'GUARD_MISSING' | 'GUARD_DISABLED' | 'GUARD_CHANGED';
  kind: 'FUNCTION' | 'TRIGGER';
  name: string;
  table_name: string;
  definition: string;
}

export async function brokenGuards(db: Pick<PoolClient, 'query'>): Promise<GuardDrift[]> {
  const { rows } = await db.query<GuardDrift>(
    `select g.kind, g.name, g.table_name, g.definition,
       case when f.name is null then 'GUARD_MISSING' when not f.enabled then 'GUARD_DISABLED' else 'GUARD_CHANGED' end as drift
     from schema_guard g left join schema_guards_found() f using (kind, name, table_name)
     where f.name is null or not f.enabled or f.definition <> g.definition
     order by g.kind, g.table_name, g.name`,
  );
  return rows;
}

async function guardDrift(db: PoolClient): Promise<Drift[]> {
  const broken = await brokenGuards(db);
  return broken.map(({ drift, kind, name, table_name: table }) =>
    driftOf(drift, kind === 'TRIGGER' ? table : 'functions', [name]),
  );
}

export interface RowDrift {
  kind: 'ROW_MISSING' | 'ROW_STALE' | 'ROW_GHOST';
  entity: Entity;
  ids: string[];
}

/** Entities that the database builds by itself; what others write into sync_row is compared with the log alone. */
export async function builtEntities(db: Pick<PoolClient, 'query'>): Promise<Entity[]> {
  const names = ENTITIES.map((entity) => builderOf(entity));
  const { rows } = await db.query<{ proname: string }>(
    `select proname from pg_proc where proname = any($1) and pronamespace = 'public'::regnamespace`,
    [names],
  );
  const known = new Set(rows.map((row) => row.proname));
  return ENTITIES.filter((entity) => known.has(builderOf(entity)));
}

const builderOf = (entity: string): string =>
  `build_${entity.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

export async function rowDrift(db: Pick<PoolClient, 'query'>): Promise<RowDrift[]> {
  const found: RowDrift[] = [];
  for (const entity of await builtEntities(db)) {
    const ids = await db.query<{ id: string }>('select i as id from synchronised_ids($1) as i order by 1', [
      entity,
    ]);
    const byKind = new Map<RowDrift['kind'], string[]>();
    for (let at = 0; at < ids.rows.length; at += IDS_AT_ONCE) {
      const batch = ids.rows.slice(at, at + IDS_AT_ONCE).map((row) => row.id);
      for (const { id, kind } of await compareBuilt(db, entity, batch)) {
        const list = byKind.get(kind);
        if (list) list.push(id);
        else byKind.set(kind, [id]);
      }
    }
    for (const [kind, drifted] of byKind) found.push({ kind, entity, ids: drifted });
  }
  return found;
}

async function compareBuilt(
  db: Pick<PoolClient, 'query'>,
  entity: Entity,
  ids: string[],
): Promise<{ id: string; kind: RowDrift['kind'] }[]> {
  // The name of the builder is one of ours, made from the list of entities.
  const { rows } = await db.query<{ id: string; kind: RowDrift['kind'] }>(
    `select coalesce(b.id, r.id) as id,
       case when r.id is null then 'ROW_MISSING' when b.id is null then 'ROW_GHOST' else 'ROW_STALE' end as kind
     from ${builderOf(entity)}($2) b
     full join (select id, bucket, body from sync_row where entity = $1 and id = any($2)) r on r.id = b.id
     where r.id is null or b.id is null or r.bucket <> b.bucket or r.body <> b.body
     order by 1`,
    [entity, ids],
  );
  return rows;
}

async function logDrift(db: PoolClient): Promise<Drift[]> {
  const { rows } = await db.query<{ kind: DriftKind; entity: string; n: number; ids: string[] }>(
    `select kind, entity, count(*) as n, (array_agg(bucket || ' ' || id order by bucket, id))[1:${SAMPLES}] as ids
     from sync_drift() group by kind, entity order by kind, entity`,
  );
  const log = rows.map(({ kind, entity, n, ids }) => ({ kind, where: entity, count: n, samples: ids }));
  const queued = await db.query<{ txn: string }>('select txn::text from sync_queue');
  if (queued.rows.length > 0) {
    log.push(
      driftOf(
        'QUEUED',
        'sync_queue',
        queued.rows.map((row) => row.txn),
      ),
    );
  }
  return log;
}

/** Clients read a bucket up to its `last_seq`, and never past the clock. */
async function positionDrift(db: PoolClient): Promise<Drift[]> {
  const buckets = await db.query<{ bucket: string }>(
    `select s.bucket from (select bucket, max(seq) as seq from sync_state group by bucket) s
     left join sync_bucket b using (bucket) cross join sync_clock c
     where s.seq is not null and (b.bucket is null or b.last_seq < s.seq)
     union select b.bucket from sync_bucket b, sync_clock c where greatest(b.last_seq, b.min_seq) > c.seq
     order by 1`,
  );
  const clock = await db.query<{ seq: number }>(
    `select c.seq from sync_clock c where c.seq < (select coalesce(max(seq), 0) from sync_state)
     or not exists (select from sync_epoch e where e.epoch = c.epoch)`,
  );
  return [
    ...(buckets.rows.length > 0
      ? [
          driftOf(
            'BUCKET',
            'sync_bucket',
            buckets.rows.map((row) => row.bucket),
          ),
        ]
      : []),
    ...(clock.rows.length > 0 ? [driftOf('CLOCK', 'sync_clock', [String(clock.rows[0]!.seq)])] : []),
  ];
}
