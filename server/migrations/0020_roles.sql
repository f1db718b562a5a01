-- Roles and menus as data: what the seventeen shipped roles carry and show is where they begin, and administrators change
-- both at run time. Filled by server/postgres/shipped-roles.ts at each start, which adds what a newer version brings and
-- touches nothing that somebody changed.

create table role (
  role_key text primary key,
  -- How people read it, and how staff.csv writes it.
  title text not null unique,
  -- The kind of unit at which it is held.
  level text not null check (level in ('REGIONAL_COMPANY', 'LOCAL_NETWORK', 'SERVICE_CENTRE', 'CUSTOMER_DEPARTMENT', 'ZONE',
                                       'COMMUNITY')),
  permissions text[] not null,
  -- The network whose administrators made it and keep it; null: the region's.
  owner_unit text references org_unit,
  shipped boolean not null default false,
  -- Changed on a screen.
  is_local boolean not null default false
);

create table menu_item (
  menu_key text primary key,
  -- '' for the product's own word, which follows the person's language.
  name text not null default '',
  icon text not null,
  part text not null check (part in ('daily', 'ownership', 'analysis', 'administration')),
  position integer not null,
  -- A screen (`/customers`) or an address elsewhere (`https://...`).
  target text not null,
  shipped boolean not null default false
);

create table role_menu (
  role_key text not null references role on delete cascade,
  menu_key text not null references menu_item on delete cascade,
  primary key (role_key, menu_key)
);
create index on role_menu (menu_key);

-- Permissions and menus that this store has been offered: what an administrator took away does not come back.
create table shipped_known (
  kind text not null check (kind in ('PERMISSION', 'MENU')),
  name text not null,
  primary key (kind, name)
);

-- Hosts to which a menu may lead.
create table link_host (
  host text primary key
);

-- What a person may do and what his menu shows, as his clients hold it: one row in his own bucket. Terms are told with
-- their days, because a row changes when somebody writes and not when a day ends.
create function build_access(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  with held as (
    select r.staff_id, r.role, r.unit_code, r.channel, r.valid_from, r.valid_to, o.title, o.permissions,
      u.name as unit_name,
      coalesce((select jsonb_agg(m.menu_key order by m.menu_key) from role_menu m where m.role_key = o.role_key), '[]') as menu
    from staff_role r
    join role o on o.role_key = r.role
    join org_unit u on u.unit_code = r.unit_code
    where r.staff_id = any(ids)
  )
  select s.staff_id, 'staff:' || s.staff_id, jsonb_build_object(
    'staffId', s.staff_id,
    'roles', coalesce((
      select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', h.role, 'title', h.title, 'unitCode', h.unit_code,
          'unitName', h.unit_name, 'from', h.valid_from, 'to', h.valid_to))
          || jsonb_build_object('channel', h.channel, 'permissions', to_jsonb(h.permissions), 'menu', h.menu)
        order by h.role, h.unit_code, h.channel, h.valid_from)
      from held h where h.staff_id = s.staff_id), '[]'),
    'menu', coalesce((
      select jsonb_agg(jsonb_build_object('key', i.menu_key, 'name', i.name, 'icon', i.icon, 'part', i.part,
        'target', i.target) order by i.position, i.menu_key)
      from menu_item i
      where exists (select from held h where h.staff_id = s.staff_id and h.menu ? i.menu_key)), '[]'))::text
  from staff s
  where s.staff_id = any(ids)
$$;

-- Whoever changes what makes these rows takes turns with the others until he commits: each builds the whole row of a person
-- and would write it without the part that the other has not committed yet.
create function access_in_turn() returns trigger language plpgsql as $$
begin
  -- 'accs'
  perform pg_advisory_xact_lock(x'61636373'::int);
  return null;
end $$;

do $$
declare
  of_row text := 'select r.staff_id from %s r';
  of_role text := 'select h.staff_id from %s r join staff_role h on h.role = r.role_key';
  wanted text[];
begin
  foreach wanted slice 1 in array array[
    ['staff', of_row],
    ['staff_role', of_row],
    ['role', of_role],
    ['role_menu', of_role],
    ['menu_item', 'select h.staff_id from %s r join role_menu m using (menu_key) join staff_role h on h.role = m.role_key']
  ] loop
    execute format('create trigger access_in_turn before insert or update or delete on %I
      for each statement execute function access_in_turn()', wanted[1]);
    execute format('create trigger access_inserted after insert on %I referencing new table as new_rows
      for each statement execute function project_touched(%L, %L)', wanted[1], 'access', wanted[2]);
    execute format('create trigger access_deleted after delete on %I referencing old table as old_rows
      for each statement execute function project_touched(%L, %L)', wanted[1], 'access', wanted[2]);
    execute format('create trigger access_changed after update on %I
      referencing old table as old_rows new table as new_rows
      for each statement execute function project_touched(%L, %L)', wanted[1], 'access', wanted[2]);
  end loop;
  foreach wanted slice 1 in array array[['role'], ['role_menu'], ['menu_item']] loop
    execute format('create trigger %I before truncate on %I for each statement execute function sync_refuse_truncate()',
                   wanted[1] || '_refuse_truncate', wanted[1]);
  end loop;
end
$$;

create trigger access_renamed after update on org_unit referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated('access', 'select h.staff_id from new_rows n
    join old_rows o using (unit_code) join staff_role h using (unit_code) where n.name <> o.name');

-- The audit and project_all look at these rows as well (0015).
insert into synchronised_entity (entity, ids) values ('access', 'select staff_id from staff');

-- People that are here already.
select project_all('access');
