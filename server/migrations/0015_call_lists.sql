-- Lists of customers to be called. A list is its holder's alone and lies in his own bucket, with one row per customer;
-- what a call came to is written once, as an interaction, and the row of the list follows from it.

create table call_list (
  list_id text primary key,
  name text not null,
  purpose text not null check (purpose in ('RENEWAL', 'ARREARS', 'ZERO_CHARGE', 'CUSTOM')),
  script text not null,
  ordering text not null check (ordering in ('DUE', 'ARREARS', 'COMMUNITY')),
  holder_id text not null references staff,
  -- Staff numbers; when he made it by his own clock (ISO 8601 with offset).
  made_by text not null,
  made_at text not null,
  handed_by text,
  handed_at timestamptz
);
create index on call_list (holder_id);

create table call_entry (
  list_id text not null references call_list on delete cascade,
  customer_code text not null references customer,
  place integer not null,
  primary key (list_id, customer_code)
);
create index on call_entry (customer_code);

-- The list may be gone by the time that the call arrives, and the call is still true.
alter table interaction
  add column call_list_id text,
  add column call_result text check (call_result in ('AGREED', 'CONSIDERING', 'REFUSED', 'NO_ANSWER', 'DEAD_NUMBER',
                                                     'WRONG_NUMBER')),
  add constraint interaction_call_is_whole check ((call_list_id is null) = (call_result is null));
create index on interaction (call_list_id, customer_code) where call_list_id is not null;

create or replace function build_interaction(ids text[]) returns table (id text, bucket text, body text)
language sql stable as $$
  select i.interaction_id, 'community:' || c.community_code, jsonb_strip_nulls(jsonb_build_object(
    'interactionId', i.interaction_id, 'customerCode', i.customer_code, 'kind', i.kind, 'purpose', i.purpose,
    'outcome', i.outcome, 'note', i.note, 'nextStep', i.next_step, 'nextOn', i.next_on, 'happenedAt', i.happened_at,
    'staffNo', i.staff_no, 'call', case when i.call_list_id is null then null
      else jsonb_build_object('listId', i.call_list_id, 'result', i.call_result) end))::text
  from interaction i
  join customer c using (customer_code)
  where i.interaction_id = any(ids)
$$;

create function build_call_list(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select l.list_id, 'staff:' || l.holder_id, jsonb_strip_nulls(jsonb_build_object(
    'listId', l.list_id, 'name', l.name, 'purpose', l.purpose, 'script', l.script, 'order', l.ordering,
    'madeBy', l.made_by, 'madeByName', coalesce(maker.name, l.made_by), 'madeAt', l.made_at,
    'handedBy', l.handed_by, 'handedByName', coalesce(hander.name, l.handed_by),
    'handedAt', to_char(l.handed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')))::text
  from call_list l
  left join staff maker on maker.staff_no = l.made_by
  left join staff hander on hander.staff_no = l.handed_by
  where l.list_id = any(ids)
$$;

-- Of several calls for the list the one that happened last counts, whenever it arrived.
create function build_call_entry(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select e.list_id || '@' || e.customer_code, 'staff:' || l.holder_id, jsonb_strip_nulls(jsonb_build_object(
    'listId', e.list_id, 'customerCode', e.customer_code, 'customerName', c.name, 'place', e.place,
    'result', i.call_result, 'interactionId', i.interaction_id, 'note', i.note, 'nextOn', i.next_on,
    'calledAt', i.happened_at, 'calledBy', i.staff_no))::text
  from (select split_part(i, '@', 1) as list_id, split_part(i, '@', 2) as customer_code from unnest(ids) as i) wanted
  join call_entry e using (list_id, customer_code)
  join call_list l using (list_id)
  join customer c using (customer_code)
  left join lateral (
    select * from interaction i where i.call_list_id = e.list_id and i.customer_code = e.customer_code
    order by i.happened_at::timestamptz desc, i.interaction_id desc limit 1
  ) i on true
$$;

do $$
declare
  of_list text := 'select r.list_id from %s r';
  of_entry text := 'select r.list_id || ''@'' || r.customer_code from %s r';
  entries_of_list text := 'select e.list_id || ''@'' || e.customer_code from %s r join call_entry e using (list_id)';
  entry_of_call text := 'select r.call_list_id || ''@'' || r.customer_code from %s r where r.call_list_id is not null';
  wanted text[];
begin
  foreach wanted slice 1 in array array[
    ['call_list', 'project', 'callList', of_list],
    ['call_list', 'project_entries', 'callEntry', entries_of_list],
    ['call_entry', 'project', 'callEntry', of_entry],
    ['interaction', 'project_call', 'callEntry', entry_of_call]
  ] loop
    execute format('create trigger %I after insert on %I referencing new table as new_rows
      for each statement execute function project_touched(%L, %L)', wanted[2] || '_inserted', wanted[1], wanted[3], wanted[4]);
    execute format('create trigger %I after delete on %I referencing old table as old_rows
      for each statement execute function project_touched(%L, %L)', wanted[2] || '_deleted', wanted[1], wanted[3], wanted[4]);
    execute format('create trigger %I after update on %I referencing old table as old_rows new table as new_rows
      for each statement execute function project_touched(%L, %L)', wanted[2] || '_changed', wanted[1], wanted[3], wanted[4]);
  end loop;
  foreach wanted slice 1 in array array[['call_list'], ['call_entry']] loop
    execute format('create trigger %I before truncate on %I for each statement execute function sync_refuse_truncate()',
                   wanted[1] || '_refuse_truncate', wanted[1]);
  end loop;
end $$;

-- A call and a change of its list each see only their own part until they commit; so whoever writes a call locks its
-- list before the row is built. By its name this runs before project_call_...
create function lock_called_lists() returns trigger language plpgsql as $$
begin
  execute format('select from call_list where list_id in (select call_list_id from %s) order by list_id for no key update',
    case tg_op
      when 'INSERT' then 'new_rows'
      when 'DELETE' then 'old_rows'
      else '(select call_list_id from new_rows union all select call_list_id from old_rows) as changed' end);
  return null;
end $$;
create trigger lock_called_inserted after insert on interaction referencing new table as new_rows
  for each statement execute function lock_called_lists();
create trigger lock_called_deleted after delete on interaction referencing old table as old_rows
  for each statement execute function lock_called_lists();
create trigger lock_called_changed after update on interaction referencing old table as old_rows new table as new_rows
  for each statement execute function lock_called_lists();

-- Names that stand in these rows.
create trigger project_called_renamed after update on customer referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated('callEntry',
    'select e.list_id || ''@'' || e.customer_code from new_rows n join old_rows o using (customer_code)
       join call_entry e using (customer_code) where n.name <> o.name');
create trigger project_caller_renamed after update on staff referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated('callList',
    'select l.list_id from new_rows n join old_rows o using (staff_id)
       join call_list l on n.staff_no in (l.made_by, l.handed_by) where n.name <> o.name');

-- Where the ids of an entity stand: a query that gives them all. What an earlier migration said of the entities before
-- these stays true; an entity that comes later is one row more.
create table synchronised_entity (
  entity text primary key,
  ids text not null
);
insert into synchronised_entity (entity, ids) values
  ('callList', 'select list_id from call_list'),
  ('callEntry', 'select list_id || ''@'' || customer_code from call_entry');

-- The former function under a name of its own; its body names itself.
do $$ begin
  execute replace(pg_get_functiondef('synchronised_ids(text)'::regprocedure), 'synchronised_ids', 'synchronised_ids_of_first');
end $$;
create or replace function synchronised_ids(entity text) returns setof text language plpgsql stable as $$
declare query text;
begin
  return query select * from synchronised_ids_of_first(entity);
  select s.ids into query from synchronised_entity s where s.entity = synchronised_ids.entity;
  if query is not null then
    return query execute format('select i from (%s) as t(i) except select id from sync_row where entity = %L',
                                query, entity);
  end if;
end $$;
