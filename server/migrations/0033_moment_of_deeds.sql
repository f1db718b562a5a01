-- What triggers write of a deed bears the moment of the deed: the server's clock, as everything that the server writes
-- beside it. Whoever does it says so (server/postgres/moment.ts); for an edit by hand, which says nothing, the database's
-- clock stands in.

create function moment_of_deed() returns timestamptz language sql stable as $$
  select coalesce(nullif(current_setting('channeldesk.moment', true), '')::timestamptz, now())
$$;

create or replace function overtake_requests() returns trigger language plpgsql as $$
begin
  update reassignment_request r set state = 'OVERTAKEN', decided_at = moment_of_deed()
  from new_rows n join old_rows o using (customer_code)
  where n.community_code <> o.community_code and r.customer_code = n.customer_code and r.state = 'OPEN';
  return null;
end $$;

create or replace function release_complaints() returns trigger language plpgsql as $$
declare
  here timestamp := moment_of_deed() at time zone 'Asia/Shanghai';
begin
  with lost as (
    update complaint k set owner_no = null, state = 'OPEN'
    from new_rows n join old_rows o using (customer_code)
    where k.customer_code = n.customer_code and n.community_code <> o.community_code
      and k.state in ('OPEN', 'IN_WORK') and k.owner_no is not null
      and not writes_customers_at(k.owner_no, n.community_code, here::date)
    returning k.complaint_id
  )
  insert into complaint_step (step_id, complaint_id, act, at, staff_no)
  select gen_random_uuid()::text, l.complaint_id, 'MOVE', to_char(here, 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'), 'system'
  from lost l;
  return null;
end
$$;

create or replace function remember_arrears() returns trigger language plpgsql as $$
declare
  last_file date := coalesce((select as_of::date from feed_freshness where kind = 'arrears'),
                             (moment_of_deed() at time zone 'Asia/Shanghai')::date);
begin
  insert into past_arrears (subscription_id, since_month, last_on)
    select o.subscription_id, o.since_month, last_file from old_rows o
    on conflict (subscription_id, since_month) do update set last_on = greatest(past_arrears.last_on, excluded.last_on);
  return null;
end $$;
