-- 投诉: a complaint of a customer, with who answers for it, by when, and what was done about it. It lies where the
-- customer lies. The steps are its record: they are only ever added to.
create table complaint (
  complaint_id text primary key,
  customer_code text not null references customer,
  kind text not null check (kind in ('FAULT', 'BILLING', 'INSTALLATION', 'SERVICE', 'SALES', 'OTHER')),
  text text not null,
  complainant jsonb not null,
  received_on date not null,
  due_on date not null check (due_on >= received_on),
  state text not null default 'OPEN' check (state in ('OPEN', 'IN_WORK', 'SOLVED', 'CLOSED')),
  -- Staff numbers. Without an owner it waits for whoever looks after the customer.
  owner_no text,
  taken_by text not null,
  solved_on date,
  solved_by text,
  recorded_at timestamptz not null default now(),
  constraint complaint_solved_is_whole
    check ((state in ('SOLVED', 'CLOSED')) = (solved_on is not null) and (solved_on is null) = (solved_by is null))
);
create index on complaint (customer_code);
create index on complaint (owner_no) where state in ('OPEN', 'IN_WORK');

create table complaint_step (
  step_id text primary key,
  complaint_id text not null references complaint on delete cascade,
  place bigint generated always as identity,
  act text not null check (act in ('TAKE', 'HAND', 'NOTE', 'SOLVE', 'CLOSE', 'REOPEN', 'MOVE')),
  -- By the clock of who did it (ISO 8601 with offset).
  at text not null,
  -- 'system' where the store did it.
  staff_no text not null,
  text text,
  to_no text,
  due_on date,
  recorded_at timestamptz not null default now()
);
create index on complaint_step (complaint_id, place);

create function refuse_step_change() returns trigger language plpgsql as $$
begin
  raise exception 'steps of complaints are only ever added to' using errcode = 'object_not_in_prerequisite_state';
end $$;
create trigger complaint_step_is_final before update on complaint_step
  for each statement execute function refuse_step_change();

create function build_complaint(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select k.complaint_id, 'community:' || c.community_code, jsonb_strip_nulls(jsonb_build_object(
    'complaintId', k.complaint_id, 'customerCode', k.customer_code, 'kind', k.kind, 'text', k.text,
    'complainant', k.complainant, 'receivedOn', k.received_on, 'dueOn', k.due_on, 'state', k.state,
    'owner', k.owner_no, 'takenBy', k.taken_by, 'solvedOn', k.solved_on, 'solvedBy', k.solved_by,
    'steps', s.steps))::text
  from complaint k
  join customer c using (customer_code)
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('stepId', n.step_id, 'act', n.act, 'at', n.at, 'staffNo', n.staff_no,
      'text', n.text, 'to', n.to_no, 'dueOn', n.due_on) order by n.place), '[]') as steps
    from (select * from complaint_step t where t.complaint_id = k.complaint_id order by t.place desc limit 30) n
  ) s
  where k.complaint_id = any(ids)
$$;

create function lock_for_complaint(ids text[]) returns void language plpgsql as $$
begin
  perform from customer where customer_code in (select k.customer_code from complaint k where k.complaint_id = any(ids))
    order by customer_code for no key update;
end
$$;

insert into synchronised_entity (entity, ids) values ('complaint', 'select complaint_id from complaint');
select project_from('complaint', 'complaint', 'select r.complaint_id from %s r');
select project_from('complaint_step', 'complaint', 'select r.complaint_id from %s r');

-- Who may write about the customers of a unit on a day; the same rule as `mayAt` of shared/domain/permissions.ts.
create function writes_customers_at(staff_number text, at_unit text, on_day date) returns boolean language sql stable as $$
  select exists (
    select from staff s
    join staff_role r using (staff_id)
    join role o on o.role_key = r.role
    join org_unit u on u.unit_code = at_unit
    where s.staff_no = staff_number and s.disabled_at is null and 'customer.write' = any(o.permissions)
      and r.unit_code = any(u.path) and (r.channel is null or r.channel = u.channel)
      and (r.valid_from is null or r.valid_from <= on_day) and (r.valid_to is null or r.valid_to >= on_day))
$$;

-- It goes with its customer to another community. An owner who may not write there has lost it: it is nobody's until
-- somebody there takes it over, and its record says so.
create trigger project_moved_complaint after update on customer referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated(
    'complaint', 'select k.complaint_id from new_rows n join old_rows o using (customer_code)
      join complaint k using (customer_code) where n.community_code <> o.community_code');

create function release_complaints() returns trigger language plpgsql as $$
begin
  with lost as (
    update complaint k set owner_no = null, state = 'OPEN'
    from new_rows n join old_rows o using (customer_code)
    where k.customer_code = n.customer_code and n.community_code <> o.community_code
      and k.state in ('OPEN', 'IN_WORK') and k.owner_no is not null
      and not writes_customers_at(k.owner_no, n.community_code, (now() at time zone 'Asia/Shanghai')::date)
    returning k.complaint_id
  )
  insert into complaint_step (step_id, complaint_id, act, at, staff_no)
  select gen_random_uuid()::text, l.complaint_id, 'MOVE',
    to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'), 'system'
  from lost l;
  return null;
end
$$;
create trigger release_moved_complaints after update on customer
  referencing old table as old_rows new table as new_rows
  for each statement execute function release_complaints();
