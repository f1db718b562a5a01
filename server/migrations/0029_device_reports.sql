-- What a device says of itself, in counts; and its refused edits one by one, so that they may come in several requests and
-- again after an answer that was lost.

alter table device
  add column edition text check (edition in ('DESKTOP', 'BROWSER')),
  add column system text check (system in ('WINDOWS', 'MACOS', 'LINUX', 'ANDROID', 'IOS', 'OTHER')),
  -- Rows by their kind.
  add column held jsonb not null default '{}',
  -- Edits that were refused and that the person has not looked after.
  add column attention integer,
  -- The last checkpoint that agreed with the server, by the server's clock.
  add column verified_at timestamptz;

alter table device_remains add column edit_uid text;
update device_remains set edit_uid = coalesce(edit ->> 'uid', remains_id::text);
delete from device_remains r using device_remains o
  where (o.staff_id, o.device_id, o.edit_uid) = (r.staff_id, r.device_id, r.edit_uid) and o.remains_id < r.remains_id;
alter table device_remains alter column edit_uid set not null;
create unique index on device_remains (staff_id, device_id, edit_uid);
