-- The audit trail: who signed in, who took what out, who changed whose rights, what moved, what was taken in. Written in the
-- transaction of the deed and never changed afterwards, by nobody.

create table audit_event (
  event_id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- shared/domain/audit.ts
  kind text not null,
  -- A staff number; 'system' where nobody is behind it.
  actor text not null,
  actor_name text not null default '',
  device_id text,
  -- Where it belongs: an administrator reads what lies at his unit and below. Null: the region's alone.
  unit_code text references org_unit,
  -- What it was done to: a staff number, a role, a file, a customer code.
  subject text not null default '',
  detail jsonb not null default '{}'
);
create index on audit_event (at desc, event_id desc);
create index on audit_event (kind, event_id desc);
create index on audit_event (actor, event_id desc);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only ever added to' using errcode = 'object_not_in_prerequisite_state';
end $$;
create trigger audit_event_is_final before update or delete or truncate on audit_event
  for each statement execute function refuse_audit_change();

-- Where a deed belongs that names no unit: where the person who did it works.
create function unit_of_staff(staff_number text) returns text language sql stable as $$
  select r.unit_code from staff_role r join staff s using (staff_id)
  where s.staff_no = staff_number order by r.valid_from nulls first, r.unit_code limit 1
$$;

create function write_audit(kind text, actor text, at timestamptz, device_id text, unit_code text, subject text, detail jsonb)
returns bigint language sql as $$
  insert into audit_event (kind, actor, actor_name, at, device_id, unit_code, subject, detail)
  values (write_audit.kind, write_audit.actor,
    coalesce((select s.name from staff s where s.staff_no = write_audit.actor), ''), write_audit.at, write_audit.device_id,
    coalesce((select u.unit_code from org_unit u where u.unit_code = write_audit.unit_code), unit_of_staff(write_audit.actor)),
    coalesce(write_audit.subject, ''), coalesce(write_audit.detail, '{}'))
  returning event_id
$$;

-- What moves customers and what is taken in has its own records already; they are told here by the database itself, so that
-- nobody can forget to.
create function audit_batch() returns trigger language plpgsql as $$
begin
  perform write_audit('BATCH_MOVED', new.made_by, new.made_at, null, null, new.batch_id::text, jsonb_strip_nulls(
    jsonb_build_object('kind', new.kind, 'month', new.month, 'file', nullif(new.file_name, ''), 'rows', new.row_count,
      'moved', new.moved_count, 'undoes', new.undoes)));
  return null;
end $$;
create trigger audit_batch after insert on adjustment_batch for each row execute function audit_batch();

create function audit_move() returns trigger language plpgsql as $$
begin
  perform write_audit('CUSTOMER_MOVED', new.actor, new.logged_at, null, coalesce(new.to_community, new.from_community),
    new.customer_code, jsonb_strip_nulls(jsonb_build_object('kind', new.kind, 'from', new.from_community,
      'to', new.to_community, 'reason', nullif(new.reason, ''), 'request', new.request_id)));
  return null;
end $$;
-- A batch is told as one; what feeds do by rule stands in their runs.
create trigger audit_move after insert on reassignment_log for each row
  when (new.batch_id is null and (new.request_id is not null or new.kind = 'LOCK_LIFTED')) execute function audit_move();

create function audit_feed_run() returns trigger language plpgsql as $$
begin
  perform write_audit('FEED_TAKEN', coalesce(nullif(current_setting('channeldesk.actor', true), ''), 'system'),
    new.started_at, null, null, new.file, jsonb_strip_nulls(jsonb_build_object('run', new.run_id, 'feed', new.kind,
      'outcome', new.outcome, 'refusal', new.refusal, 'read', new.rows_read, 'changed', new.rows_changed,
      'setAside', new.rows_set_aside, 'forced', new.forced)));
  return null;
end $$;
create trigger audit_feed_run after insert on feed_run for each row execute function audit_feed_run();
