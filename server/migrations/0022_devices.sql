-- What is known of a device, and the receipt of one that was taken back.

alter table device
  add column version text,
  add column rows_held bigint,
  add column waiting integer,
  add column reported_at timestamptz,
  add column revoked_by text,
  -- Its cache is gone: the receipt. From here on it cannot come back by itself.
  add column erased_at timestamptz,
  add column erased_rows bigint,
  -- Edits that it still delivered after it had been revoked.
  add column rescued integer not null default 0;

-- Edits that the server had refused and that were still on a device when it was erased, as they were written.
create table device_remains (
  remains_id bigint generated always as identity primary key,
  staff_id text not null references staff,
  device_id text not null,
  received_at timestamptz not null,
  edit jsonb not null
);
create index on device_remains (staff_id, device_id);
