-- The log of synchronisation (shared/sync/SPEC.md, S1 and S2): whoever changes sync_row, statement triggers write
-- into sync_state what a client has to hear, and at commit the transaction is given its place in history.
--
-- Why the place is given at commit: a number drawn at write time is not in commit order, so a reader would step
-- over rows that commit later with a lower number and never see them. Here a transaction writes its state rows
-- with seq = null and queues itself once; the deferred trigger on the queue runs inside COMMIT, takes the clock's
-- row lock, and stamps the rows. So seq order is commit order, and a snapshot that reads clock = 17 sees every row
-- of the transactions 1 to 17 and no row of any other.
--
-- Writers run at READ COMMITTED. A REPEATABLE READ writer is refused by the clock (40001) as soon as somebody else
-- has committed since its snapshot, and has to try again.

-- Every client reads in order of (seq, op); op orders the rows of one transaction. A session draws its numbers in
-- rising order from its own cache, and a transaction is one session's.
create sequence sync_op cache 64;

-- What is not stamped yet is found by its transaction; no other session can see it.
create index sync_state_unsealed on sync_state (txn) where seq is null;
-- The order in which each bucket is read. None over all buckets: a page merges those of its own (sync/page-keys.ts), and
-- one more index would cost every commit. Partial, so that a write costs it one entry, not one more before the stamp.
create index sync_state_bucket_order on sync_state (bucket, seq, op) where seq is not null;

-- One hot row, and one per bucket: room on the page for new versions, so that no index is touched.
alter table sync_clock set (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table sync_bucket set (fillfactor = 50);

-- One row per transaction that is being written, gone before it commits; so it needs no write-ahead log.
create unlogged table sync_queue (
  txn xid8 primary key
);
alter table sync_queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Sums over a bucket are computed from one text of `entity|id|seq` lines.
alter table sync_row add constraint sync_row_id_is_one_line check (strpos(id, chr(10)) = 0);

insert into sync_clock (epoch) values (gen_random_uuid()::text);

-- Writing the log ---------------------------------------------------------------------------------------------

-- Queued after its state rows: should somebody SET CONSTRAINTS ALL IMMEDIATE, the seal runs at once and has to
-- find them. It takes the queue row away, so what is written after it is queued, and sealed, again.
create function sync_enqueue() returns void language sql as $$
  insert into sync_queue (txn) values (pg_current_xact_id()) on conflict do nothing
$$;

create function sync_row_inserted() returns trigger language plpgsql as $$
begin
  insert into sync_state as s (bucket, entity, id, txn, op, seq, deleted)
    select n.bucket, n.entity, n.id, pg_current_xact_id(), nextval('sync_op'), null, false from new_rows n
    on conflict (bucket, entity, id) do update
      set txn = excluded.txn, op = excluded.op, seq = null, deleted = false;
  if found then perform sync_enqueue(); end if;
  return null;
end $$;

create function sync_row_deleted() returns trigger language plpgsql as $$
begin
  insert into sync_state as s (bucket, entity, id, txn, op, seq, deleted)
    select o.bucket, o.entity, o.id, pg_current_xact_id(), nextval('sync_op'), null, true from old_rows o
    on conflict (bucket, entity, id) do update
      set txn = excluded.txn, op = excluded.op, seq = null, deleted = true;
  if found then perform sync_enqueue(); end if;
  return null;
end $$;

-- A move is a tombstone in the old bucket and a put in the new. A row that was written as it stood is not news.
-- Always a hash join: the plan is kept, and a nested loop made for a statement of one row would compare every pair of
-- the next; a merge would sort the bodies.
create function sync_row_updated() returns trigger language plpgsql
set enable_nestloop = off set enable_mergejoin = off set work_mem = '32MB' as $$
begin
  insert into sync_state as s (bucket, entity, id, txn, op, seq, deleted)
    select news.bucket, entity, id, pg_current_xact_id(), nextval('sync_op'), null, news.deleted
    from old_rows o full join new_rows n using (entity, id)
    cross join lateral (values (o.bucket, true), (n.bucket, false)) as news (bucket, deleted)
    where news.bucket is not null
      and (o.bucket is distinct from n.bucket or (not news.deleted and o.body <> n.body))
    on conflict (bucket, entity, id) do update
      set txn = excluded.txn, op = excluded.op, seq = null, deleted = excluded.deleted;
  if found then perform sync_enqueue(); end if;
  return null;
end $$;

create trigger sync_row_inserted after insert on sync_row
  referencing new table as new_rows for each statement execute function sync_row_inserted();
create trigger sync_row_deleted after delete on sync_row
  referencing old table as old_rows for each statement execute function sync_row_deleted();
create trigger sync_row_updated after update on sync_row
  referencing old table as old_rows new table as new_rows for each statement execute function sync_row_updated();

-- The seal ----------------------------------------------------------------------------------------------------

-- The clock is locked before anything else here, so sealing transactions follow one another and cannot deadlock
-- over sync_bucket; whoever else writes sync_bucket locks the clock first as well. No sequential scan: a plan made
-- while sync_state was small is kept.
create function sync_seal() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  sealed bigint;
begin
  update sync_clock set seq = seq + 1 returning seq into strict sealed;
  with stamped as (
    update sync_state set seq = sealed where txn = pg_current_xact_id() and seq is null returning bucket
  )
  insert into sync_bucket (bucket, last_seq)
    select distinct bucket, sealed from stamped order by bucket
    on conflict (bucket) do update set last_seq = excluded.last_seq;
  delete from sync_queue where txn = new.txn;
  perform pg_notify('sync_clock', sealed::text);
  return null;
end $$;

create constraint trigger sync_seal after insert on sync_queue
  deferrable initially deferred for each row execute function sync_seal();

-- Truncate ----------------------------------------------------------------------------------------------------

-- TRUNCATE shows a trigger no rows, so nobody would hear of it (S10). Neither on the log itself, nor on what
-- sync_row is derived from.
create function sync_refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'table % is synchronised: truncate would not be heard by clients; use delete', tg_table_name
    using errcode = 'object_not_in_prerequisite_state';
end $$;

do $$
declare
  synchronised text;
begin
  foreach synchronised in array array[
    'sync_row', 'sync_state', 'sync_clock', 'sync_bucket', 'org_unit', 'staff', 'staff_role', 'customer',
    'subscription', 'line97', 'fee', 'arrears', 'agreement', 'prepaid', 'hotline_order', 'interaction',
    'feed_freshness'
  ] loop
    execute format('create trigger %I before truncate on %I for each statement execute function sync_refuse_truncate()',
                   synchronised || '_refuse_truncate', synchronised);
  end loop;
end $$;
