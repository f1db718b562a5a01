-- Groups of customers, and notices to all people of a unit.

-- Groups ------------------------------------------------------------------------------------------------------

create table customer_group_type (
  type_code text primary key,
  name text not null,
  retired boolean not null default false
);

create table customer_group (
  group_id text primary key check (group_id !~ '@'),
  unit_code text not null references org_unit,
  type_code text not null references customer_group_type,
  name text not null,
  address text not null,
  in_charge text not null,
  remark text not null,
  made_by text not null,
  made_at timestamptz not null default now()
);
create index on customer_group (unit_code);

create table group_member (
  group_id text not null references customer_group on delete cascade,
  customer_code text not null references customer,
  added_by text not null,
  added_on date not null,
  primary key (group_id, customer_code)
);
create index on group_member (customer_code);

-- Where a group is known: in every community that its unit reaches, and wherever it has a member. So whoever sees a
-- customer sees its groups by name, also when the customer has left the unit.
create view customer_group_place as
  select g.group_id, u.unit_code as community_code
  from customer_group g join org_unit u on u.path @> array[g.unit_code]
  where u.kind in ('COMMUNITY', 'UNASSIGNED_POOL', 'CONTRACT_AGENT_AREA') and u.retired_on is null
  union
  select m.group_id, c.community_code from group_member m join customer c using (customer_code);

create function build_group_type(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select t.type_code, 'ref', (jsonb_build_object('typeCode', t.type_code, 'name', t.name)
    || case when t.retired then '{"retired": true}'::jsonb else '{}' end)::text
  from customer_group_type t where t.type_code = any(ids)
$$;

create function build_customer_group(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select g.group_id || '@' || w.community_code, 'community:' || w.community_code, jsonb_build_object(
    'groupId', g.group_id, 'unitCode', g.unit_code, 'typeCode', g.type_code, 'name', g.name, 'address', g.address,
    'inCharge', g.in_charge, 'remark', g.remark, 'madeBy', g.made_by,
    'madeByName', coalesce(maker.name, g.made_by))::text
  from (select split_part(i, '@', 1) as group_id, split_part(i, '@', 2) as community_code from unnest(ids) as i) w
  join customer_group g using (group_id)
  left join staff maker on maker.staff_no = g.made_by
  where exists (select from customer_group_place p
    where p.group_id = w.group_id and p.community_code = w.community_code)
$$;

create function build_group_membership(ids text[]) returns table (id text, bucket text, body text)
language sql stable as $$
  select m.group_id || '@' || m.customer_code, 'community:' || c.community_code, jsonb_build_object(
    'groupId', m.group_id, 'customerCode', m.customer_code, 'addedBy', m.added_by, 'addedOn', m.added_on)::text
  from (select split_part(i, '@', 1) as group_id, split_part(i, '@', 2) as customer_code from unnest(ids) as i) w
  join group_member m using (group_id, customer_code)
  join customer c using (customer_code)
$$;

-- Customers before groups, as an edit of members locks them.
create function lock_for_customer_group(ids text[]) returns void language sql as $$
  select from customer_group where group_id in (select split_part(i, '@', 1) from unnest(ids) as i)
  order by group_id for no key update
$$;
create function lock_for_group_membership(ids text[]) returns void language sql as $$
  select from customer where customer_code in (select split_part(i, '@', 2) from unnest(ids) as i)
  order by customer_code for no key update
$$;

insert into synchronised_entity (entity, ids) values
  ('groupType', 'select type_code from customer_group_type'),
  ('customerGroup', 'select group_id || ''@'' || community_code from customer_group_place'),
  ('groupMembership', 'select group_id || ''@'' || customer_code from group_member');

select project_from('customer_group_type', 'groupType', 'select r.type_code from %s r');
select project_from('customer_group', 'customerGroup',
  'select p.group_id || ''@'' || p.community_code from %s r join customer_group_place p using (group_id)
   union select s.id from %s r join sync_row s on s.entity = ''customerGroup'' and s.id like r.group_id || ''@%''');
select project_from('group_member', 'groupMembership', 'select r.group_id || ''@'' || r.customer_code from %s r');
select project_from('group_member', 'customerGroup',
  'select r.group_id || ''@'' || c.community_code from %s r join customer c using (customer_code)');
select project_from('org_unit', 'customerGroup',
  'select g.group_id || ''@'' || r.unit_code from %s r join customer_group g on g.unit_code = any(r.path)
   where r.kind in (''COMMUNITY'', ''UNASSIGNED_POOL'', ''CONTRACT_AGENT_AREA'')');

create trigger project_member_moved after update on customer referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated(
    'groupMembership', 'select m.group_id || ''@'' || m.customer_code from new_rows n join old_rows o using (customer_code)
      join group_member m using (customer_code) where n.community_code <> o.community_code',
    'customerGroup', 'select m.group_id || ''@'' || c.code from new_rows n join old_rows o using (customer_code)
      join group_member m using (customer_code)
      cross join lateral (values (n.community_code), (o.community_code)) c(code)
      where n.community_code <> o.community_code');
create trigger project_group_maker_renamed after update on staff referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated('customerGroup',
    'select p.group_id || ''@'' || p.community_code from new_rows n join old_rows o using (staff_id)
       join customer_group g on g.made_by = n.staff_no join customer_group_place p using (group_id)
       where n.name <> o.name');

insert into customer_group_type (type_code, name) values
  ('BUILDING', '楼宇'), ('RESIDENTIAL_ESTATE', '小区'), ('MARKET', '市场'), ('INDUSTRIAL_PARK', '园区'),
  ('SCHOOL', '学校'), ('VILLAGE', '村屯');

-- Notices -----------------------------------------------------------------------------------------------------

create table notice (
  notice_id text primary key check (notice_id !~ '@'),
  unit_code text not null references org_unit,
  kind text not null check (kind in ('NOTICE', 'POLICY')),
  title text not null,
  text text not null,
  valid_from date not null,
  valid_to date,
  published_by text not null references staff (staff_no),
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  check (valid_to >= valid_from)
);
create index on notice (unit_code);

create table notice_read (
  notice_id text not null references notice on delete cascade,
  staff_id text not null references staff,
  read_at timestamptz not null,
  primary key (notice_id, staff_id)
);

-- Who has a notice: everybody who holds a role at its unit or below without a term, and who published it. A deputy has
-- those of the units where he works.
create view notice_reader as
  select n.notice_id, r.staff_id
  from notice n
  join org_unit u on u.path @> array[n.unit_code]
  join staff_role r on r.unit_code = u.unit_code
  join staff s on s.staff_id = r.staff_id
  where n.withdrawn_at is null and r.valid_from is null and r.valid_to is null and s.disabled_at is null
  union
  select n.notice_id, s.staff_id from notice n join staff s on s.staff_no = n.published_by
  where n.withdrawn_at is null and s.disabled_at is null;

create function build_notice(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select n.notice_id || '@' || w.staff_id, 'staff:' || w.staff_id, jsonb_strip_nulls(jsonb_build_object(
    'noticeId', n.notice_id, 'unitCode', n.unit_code, 'kind', n.kind, 'title', n.title, 'text', n.text,
    'validFrom', n.valid_from, 'validTo', n.valid_to, 'publishedBy', n.published_by,
    'publishedByName', publisher.name,
    'publishedAt', to_char(n.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'),
    'readAt', to_char(d.read_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')))::text
  from (select split_part(i, '@', 1) as notice_id, substr(i, strpos(i, '@') + 1) as staff_id from unnest(ids) as i) w
  join notice n using (notice_id)
  join staff publisher on publisher.staff_no = n.published_by
  left join notice_read d on d.notice_id = w.notice_id and d.staff_id = w.staff_id
  where exists (select from notice_reader r where r.notice_id = w.notice_id and r.staff_id = w.staff_id)
$$;
create function lock_for_notice(ids text[]) returns void language sql as $$
  select from notice where notice_id in (select split_part(i, '@', 1) from unnest(ids) as i)
  order by notice_id for no key update
$$;

insert into synchronised_entity (entity, ids) values ('notice', 'select notice_id || ''@'' || staff_id from notice_reader');

select project_from('notice', 'notice',
  'select p.notice_id || ''@'' || p.staff_id from %s r join notice_reader p using (notice_id)
   union select s.id from %s r join sync_row s on s.entity = ''notice'' and s.id like r.notice_id || ''@%''');
select project_from('notice_read', 'notice', 'select r.notice_id || ''@'' || r.staff_id from %s r');
select project_from('staff_role', 'notice',
  'select n.notice_id || ''@'' || r.staff_id from %s r join org_unit u using (unit_code)
   join notice n on n.unit_code = any(u.path) where n.withdrawn_at is null');
create trigger project_notice_readers_moved after update on org_unit
  referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated('notice',
    'select n.notice_id || ''@'' || r.staff_id from new_rows w join old_rows o using (unit_code)
       join staff_role r using (unit_code) join notice n on n.unit_code = any(w.path || o.path)
       where w.path <> o.path and n.withdrawn_at is null');
create trigger project_notice_reader_changed after update on staff
  referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated('notice',
    'select d.notice_id || ''@'' || w.staff_id from new_rows w join old_rows o using (staff_id)
       join staff_role r using (staff_id) join org_unit u using (unit_code) join notice d on d.unit_code = any(u.path)
       where w.disabled_at is distinct from o.disabled_at and d.withdrawn_at is null
     union select d.notice_id || ''@'' || p.staff_id from new_rows w join old_rows o using (staff_id)
       join notice d on d.published_by = w.staff_no join notice_reader p using (notice_id)
       where w.name <> o.name or w.disabled_at is distinct from o.disabled_at');
