-- Keys under which a person's unsent work leaves his machine. The server keeps a copy of each, so that a key lost
-- there never loses the work that was sealed with it; keys of a revoked device stay for the same reason.
create table outbox_key (
  key_id text primary key,
  staff_id text not null references staff,
  device_id text not null,
  -- 32 random bytes for AES-256-GCM.
  key_bytes bytea not null check (octet_length(key_bytes) = 32),
  made_at timestamptz not null default now(),
  unique (staff_id, device_id)
);
