-- Views that a person keeps follow him to another machine. And what projects rows becomes open: a new entity brings its
-- own lock along instead of writing the function anew.

-- Makes the rows of `ids` say what the store says: writes those that differ, removes those that are no more.
--
-- Two writers of one customer (a note here, a feed there) each see only their own part of it until they commit, and the
-- later one would write a row without the earlier one's change. So what rows are built from is locked first, and they
-- are built by a statement that begins after the lock was had. An entity that needs a lock of its own has a function
-- `lock_for_...(ids text[])`, named as its `build_...`.
create or replace function project_rows_now(entity text, ids text[]) returns void language plpgsql
set jit = off set work_mem = '64MB' as $$
declare builder text := lower(regexp_replace(entity, '([A-Z])', '_\1', 'g'));
begin
  if coalesce(cardinality(ids), 0) = 0 then return; end if;
  if entity in ('customer', 'ledger', 'balance') then
    perform from customer where customer_code = any(ids) order by customer_code for no key update;
  elsif entity = 'interaction' then
    perform from customer where customer_code in (select i.customer_code from interaction i where interaction_id = any(ids))
      order by customer_code for no key update;
  elsif entity = 'orgUnit' then
    perform from org_unit where unit_code = any(ids) order by unit_code for no key update;
  elsif to_regproc('lock_for_' || builder) is not null then
    execute format('select %I($1)', 'lock_for_' || builder) using ids;
  end if;
  execute format($sql$
    with built as materialized (
      select id, bucket, body from %1$I($1)
    ), gone as (
      delete from sync_row r
      where r.entity = %2$L and r.id = any($1) and not exists (select from built b where b.id = r.id)
    )
    insert into sync_row (entity, id, bucket, body)
    select %2$L, b.id, b.bucket, b.body
    from built b
    left join sync_row r on r.entity = %2$L and r.id = b.id
    where r.id is null or (r.bucket, r.body) is distinct from (b.bucket, b.body)
    order by b.id
    on conflict (entity, id) do update set bucket = excluded.bucket, body = excluded.body
  $sql$, 'build_' || builder, entity) using ids;
end
$$;

-- Gives a table the triggers that every table has from which rows of clients are built: `ids_query` finds the ids of
-- `entity` among the changed rows, written `%s`.
create function project_from(base_table text, entity text, ids_query text) returns void language plpgsql as $$
begin
  execute format('create trigger %I after insert on %I referencing new table as new_rows
    for each statement execute function project_touched(%L, %L)', 'project_inserted_' || entity, base_table, entity, ids_query);
  execute format('create trigger %I after delete on %I referencing old table as old_rows
    for each statement execute function project_touched(%L, %L)', 'project_deleted_' || entity, base_table, entity, ids_query);
  execute format('create trigger %I after update on %I referencing old table as old_rows new table as new_rows
    for each statement execute function project_touched(%L, %L)', 'project_changed_' || entity, base_table, entity, ids_query);
  if not exists (select from pg_trigger where tgrelid = base_table::regclass and tgname = base_table || '_refuse_truncate') then
    execute format('create trigger %I before truncate on %I for each statement execute function sync_refuse_truncate()',
                   base_table || '_refuse_truncate', base_table);
  end if;
end
$$;

create table saved_view (
  staff_id text not null references staff,
  view_id text not null,
  -- Of shared/domain/saved-views.ts; what a definition may hold, its schema there says.
  kind text not null,
  name text not null,
  definition jsonb not null,
  primary key (staff_id, view_id)
);
create index on saved_view ((view_id || '@' || staff_id));

create function build_saved_view(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select v.view_id || '@' || v.staff_id, 'staff:' || v.staff_id, jsonb_build_object('viewId', v.view_id, 'kind', v.kind,
    'name', v.name, 'definition', v.definition)::text
  from saved_view v
  where v.view_id || '@' || v.staff_id = any(ids)
$$;
insert into synchronised_entity (entity, ids) values ('savedView', 'select view_id || ''@'' || staff_id from saved_view');
select project_from('saved_view', 'savedView', 'select r.view_id || ''@'' || r.staff_id from %s r');
