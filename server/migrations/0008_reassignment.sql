-- Requests to move a customer from one community to another, and who has to do with each. A request is one row here and
-- one row per party for clients: it lies in each party's own bucket, so nobody else hears of it.

create table reassignment_request (
  request_id text primary key,
  customer_code text not null references customer,
  from_community text not null references org_unit,
  to_community text not null references org_unit,
  reason text not null,
  -- A staff number, and when he wrote it by his own clock (ISO 8601 with offset).
  asked_by text not null,
  asked_at text not null,
  arrived_at timestamptz not null,
  state text not null check (state in ('OPEN', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'OVERTAKEN')),
  decided_by text,
  decided_at timestamptz,
  comment text not null default ''
);
create index on reassignment_request (customer_code) where state = 'OPEN';

-- A person stands here once, for the part that matters most to him.
create table reassignment_party (
  request_id text not null references reassignment_request on delete cascade,
  staff_id text not null references staff,
  part text not null check (part in ('ASKER', 'APPROVER', 'OLD_HOLDER', 'NEW_HOLDER')),
  primary key (request_id, staff_id)
);
create index on reassignment_party (staff_id);

-- What moves with the customer is told as it stands when the request is asked for; it is news of that day.
create function build_reassignment(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select p.request_id || '@' || p.staff_id, 'staff:' || p.staff_id, jsonb_strip_nulls(jsonb_build_object(
    'requestId', r.request_id, 'part', p.part, 'customerCode', r.customer_code, 'customerName', c.name,
    'billingAccountNumber', c.billing_account_number,
    'fromCommunity', r.from_community, 'toCommunity', r.to_community, 'reason', r.reason, 'state', r.state,
    'askedBy', r.asked_by, 'askedByName', coalesce(asker.name, r.asked_by), 'askedAt', r.asked_at,
    'arrivedAt', to_char(r.arrived_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'),
    'decidedBy', r.decided_by, 'decidedByName', coalesce(decider.name, r.decided_by),
    'decidedAt', to_char(r.decided_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'),
    'comment', r.comment))::text
  from reassignment_party p
  join reassignment_request r using (request_id)
  join customer c using (customer_code)
  left join staff asker on asker.staff_no = r.asked_by
  left join staff decider on decider.staff_no = r.decided_by
  where p.request_id || '@' || p.staff_id = any(ids)
$$;

do $$
declare
  of_request text := 'select p.request_id || ''@'' || p.staff_id from %s r join reassignment_party p using (request_id)';
  of_party text := 'select r.request_id || ''@'' || r.staff_id from %s r';
  wanted text[];
begin
  foreach wanted slice 1 in array array[
    ['reassignment_request', of_request],
    ['reassignment_party', of_party]
  ] loop
    execute format('create trigger project_inserted after insert on %I referencing new table as new_rows
      for each statement execute function project_touched(%L, %L)', wanted[1], 'reassignment', wanted[2]);
    execute format('create trigger project_deleted after delete on %I referencing old table as old_rows
      for each statement execute function project_touched(%L, %L)', wanted[1], 'reassignment', wanted[2]);
    execute format('create trigger project_changed after update on %I
      referencing old table as old_rows new table as new_rows
      for each statement execute function project_touched(%L, %L)', wanted[1], 'reassignment', wanted[2]);
    execute format('create trigger %I before truncate on %I for each statement execute function sync_refuse_truncate()',
                   wanted[1] || '_refuse_truncate', wanted[1]);
  end loop;
end
$$;

-- A customer that leaves its community by any way overtakes the open requests that wanted it from there. An approval
-- closes its own request before it moves the customer.
create function overtake_requests() returns trigger language plpgsql as $$
begin
  update reassignment_request r set state = 'OVERTAKEN', decided_at = now()
  from new_rows n join old_rows o using (customer_code)
  where n.community_code <> o.community_code and r.customer_code = n.customer_code and r.state = 'OPEN';
  return null;
end $$;
create trigger overtake_requests after update on customer
  referencing old table as old_rows new table as new_rows for each statement execute function overtake_requests();
