-- The care of history (shared/sync/SPEC.md, S4, S9, S10): what tells one store and one life of its history from
-- another, how old a tombstone is, and by what the log can be compared with the rows that it tells of.

-- Which store this is. A backup carries it, so that it is not put back over another store.
insert into store_info (key, value) values ('store_id', gen_random_uuid()::text) on conflict (key) do nothing;

-- Every life of this store's history. One that is known elsewhere and not here tells that an older copy was put back.
create table sync_epoch (
  epoch text primary key,
  began_at timestamptz not null default now(),
  cause text not null check (cause in ('FOUNDED', 'RESTORED', 'CURSOR_AHEAD', 'CLOCK_BEHIND', 'HEALED')),
  clock bigint not null
);
insert into sync_epoch (epoch, cause, clock) select epoch, 'FOUNDED', seq from sync_clock;

-- Where the clock stood when: one row an hour. So that a tombstone needs no time of its own.
create table sync_mark (
  at timestamptz primary key,
  seq bigint not null
);

-- The nights whose upkeep was done, and by what it was found.
create table upkeep_night (
  night date primary key,
  done_at timestamptz not null,
  report jsonb not null
);

create index sync_state_tombstones on sync_state (seq) where deleted and seq is not null;
create index mutation_receipt_received on mutation_receipt using brin (received_at);

-- Rows and log --------------------------------------------------------------------------------------------------

-- A log row says of which body it tells; a row that was changed while its triggers slept says something else.
alter table sync_state add column body_hash bigint;
update sync_state s set body_hash = hashtextextended(r.body, 0)
  from sync_row r
  where r.entity = s.entity and r.id = s.id and r.bucket = s.bucket and not s.deleted;

create or replace function sync_row_inserted() returns trigger language plpgsql as $$
begin
  insert into sync_state as s (bucket, entity, id, txn, op, seq, deleted, body_hash)
    select n.bucket, n.entity, n.id, pg_current_xact_id(), nextval('sync_op'), null, false, hashtextextended(n.body, 0)
    from new_rows n
    on conflict (bucket, entity, id) do update
      set txn = excluded.txn, op = excluded.op, seq = null, deleted = false, body_hash = excluded.body_hash;
  if found then perform sync_enqueue(); end if;
  return null;
end $$;

create or replace function sync_row_deleted() returns trigger language plpgsql as $$
begin
  insert into sync_state as s (bucket, entity, id, txn, op, seq, deleted)
    select o.bucket, o.entity, o.id, pg_current_xact_id(), nextval('sync_op'), null, true from old_rows o
    on conflict (bucket, entity, id) do update
      set txn = excluded.txn, op = excluded.op, seq = null, deleted = true, body_hash = null;
  if found then perform sync_enqueue(); end if;
  return null;
end $$;

-- A move is a tombstone in the old bucket and a put in the new. A row that was written as it stood is not news.
-- Always a hash join: the plan is kept, and a nested loop made for a statement of one row would compare every pair of
-- the next; a merge would sort the bodies.
create or replace function sync_row_updated() returns trigger language plpgsql
set enable_nestloop = off set enable_mergejoin = off set work_mem = '32MB' as $$
begin
  insert into sync_state as s (bucket, entity, id, txn, op, seq, deleted, body_hash)
    select news.bucket, entity, id, pg_current_xact_id(), nextval('sync_op'), null, news.deleted,
      case when not news.deleted then hashtextextended(n.body, 0) end
    from old_rows o full join new_rows n using (entity, id)
    cross join lateral (values (o.bucket, true), (n.bucket, false)) as news (bucket, deleted)
    where news.bucket is not null
      and (o.bucket is distinct from n.bucket or (not news.deleted and o.body <> n.body))
    on conflict (bucket, entity, id) do update
      set txn = excluded.txn, op = excluded.op, seq = null, deleted = excluded.deleted, body_hash = excluded.body_hash;
  if found then perform sync_enqueue(); end if;
  return null;
end $$;

-- Where rows and log differ: each log row that has to be written so that clients hear of what is true, and why.
-- UNLOGGED: a row that no log row tells of. GHOST: a live log row without its row. CHANGED: a row whose body is
-- another than the log tells of. UNSEALED: a log row that was committed without its place in history.
create function sync_drift() returns table (bucket text, entity text, id text, deleted boolean, body_hash bigint, kind text)
language sql stable as $$
  select coalesce(r.bucket, s.bucket), coalesce(r.entity, s.entity), coalesce(r.id, s.id), r.id is null, r.hash,
    case
      when s.seq is null and s.id is not null then 'UNSEALED'
      when r.id is null then 'GHOST'
      when s.id is null or s.deleted then 'UNLOGGED'
      else 'CHANGED'
    end
  from (select w.bucket, w.entity, w.id, hashtextextended(w.body, 0) as hash from sync_row w) r
  full join sync_state s on s.bucket = r.bucket and s.entity = r.entity and s.id = r.id
  where case when r.id is null then not s.deleted or s.seq is null
    else s.id is null or s.deleted or s.seq is null or s.body_hash is distinct from r.hash end
$$;

-- Writes the log anew where it differs, as a change of today: it is sealed at commit, and every client hears of it.
-- Nobody may write rows meanwhile, or what was compared would be written over what he logs.
create function sync_heal_log() returns bigint language plpgsql as $$
declare healed bigint;
begin
  lock table sync_row in share row exclusive mode;
  delete from sync_queue where txn <> pg_current_xact_id();
  insert into sync_state as s (bucket, entity, id, txn, op, seq, deleted, body_hash)
    select d.bucket, d.entity, d.id, pg_current_xact_id(), nextval('sync_op'), null, d.deleted, d.body_hash
    from sync_drift() d
    on conflict (bucket, entity, id) do update
      set txn = excluded.txn, op = excluded.op, seq = null, deleted = excluded.deleted, body_hash = excluded.body_hash;
  get diagnostics healed = row_count;
  if healed > 0 then perform sync_enqueue(); end if;
  return healed;
end $$;

-- The ids that an entity has or should have; project_all and the audit ask for them.
create function synchronised_ids(entity text) returns setof text language sql stable as $$
  select r.id from sync_row r where r.entity = synchronised_ids.entity
  union select customer_code from customer where synchronised_ids.entity in ('customer', 'ledger', 'balance')
  union select interaction_id from interaction where synchronised_ids.entity = 'interaction'
  union select unit_code from org_unit where synchronised_ids.entity = 'orgUnit'
  union select kind from feed_freshness where synchronised_ids.entity = 'freshness'
$$;

-- What watches over the tables -----------------------------------------------------------------------------------

-- Every function and trigger as the migrations left them. The migrator notes them after it has applied some
-- (sync_note_guards), so a new one is known without a word about it here.
create table schema_guard (
  kind text not null check (kind in ('FUNCTION', 'TRIGGER')),
  name text not null,
  -- '' for a function.
  table_name text not null,
  definition text not null,
  primary key (kind, name, table_name)
);

create function schema_guards_found() returns table (kind text, name text, table_name text, definition text, enabled boolean)
language sql stable as $$
  select 'FUNCTION', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', '', pg_get_functiondef(p.oid), true
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all
  select 'TRIGGER', t.tgname::text, t.tgrelid::regclass::text, pg_get_triggerdef(t.oid), t.tgenabled in ('O', 'A')
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
$$;

-- One that somebody dropped by hand stays known. A migration that drops one deletes it here as well.
create function sync_note_guards() returns void language sql as $$
  insert into schema_guard (kind, name, table_name, definition)
    select f.kind, f.name, f.table_name, f.definition from schema_guards_found() f
    on conflict (kind, name, table_name) do update set definition = excluded.definition
$$;

do $$
declare
  watched text;
begin
  foreach watched in array array['sync_epoch', 'sync_client', 'mutation_receipt', 'store_info'] loop
    execute format('create trigger %I before truncate on %I for each statement execute function sync_refuse_truncate()',
                   watched || '_refuse_truncate', watched);
  end loop;
end $$;

create or replace function project_all(entity text) returns void language plpgsql as $$
declare ids text[];
begin
  select coalesce(array_agg(i), '{}') into ids from synchronised_ids(entity) as i;
  perform project_rows_now(entity, ids);
end
$$;
