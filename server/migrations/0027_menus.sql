-- A menu item has a name in each language, and can be kept out of everybody's menu without being taken away.

alter table menu_item
  add column name_en text not null default '',
  add column shown boolean not null default true;

create or replace function build_access(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
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
          'target', i.target)
        || case when i.name_en = '' then '{}'::jsonb else jsonb_build_object('nameEn', i.name_en) end
        order by i.position, i.menu_key)
      from menu_item i
      where i.shown and exists (select from held h where h.staff_id = s.staff_id and h.menu ? i.menu_key)), '[]'))::text
  from staff s
  where s.staff_id = any(ids)
$$;
