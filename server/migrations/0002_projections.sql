-- What clients hold, derived from the normalised store. Each entity has a `build_...` that says how its rows read
-- (shared/domain/rows.ts) and nothing else; `project_rows` brings sync_row in line with it, touching only rows that
-- really differ; statement triggers on every base table call it for just the rows concerned. So whoever writes a
-- base table (a screen, a feed, a person at psql), the rows of clients follow in the same transaction.

-- How rows read -----------------------------------------------------------------------------------------------

-- 营销属性: the customer department above a community, found on its path; a unit outside any department answers for itself.
create function responsible_unit(community org_unit) returns text language sql stable as $$
  select coalesce(
    (select d.unit_code from org_unit d where d.unit_code = any(community.path) and d.kind = 'CUSTOMER_DEPARTMENT'
      order by cardinality(d.path) desc limit 1),
    community.unit_code)
$$;

-- The text is put together by hand, here and in build_ledger: a stock of 50,000 customers has millions of values, and
-- jsonb would take each of them apart again. to_json quotes; what is null makes its whole `"name":value` vanish.
create function build_customer(codes text[]) returns table (id text, bucket text, body text) language sql stable as $$
  with units as materialized (
    select u.unit_code, responsible_unit(u) as responsible
    from org_unit u
    where u.unit_code in (select c.community_code from customer c where c.customer_code = any(codes))
  ), subscriptions as (
    select s.customer_code, string_agg(concat(
      '{"subscriptionId":', to_json(s.subscription_id), ',"name":', to_json(s.name),
      ',"accessNumber":', to_json(s.access_number), ',"product":', to_json(s.product), ',"status":"', s.status,
      '","installationAddress":', to_json(s.installation_address), ',"billingArea":', to_json(s.billing_area),
      ',"cabinet":' || to_json(nullif(l.cabinet, ''))::text, ',"activatedOn":"', s.activated_on, '"',
      ',"terminatedOn":"' || s.terminated_on || '"', ',"contactPhone":', to_json(s.contact_phone),
      ',"missingSince":"' || s.missing_since || '"', '}'), ',' order by s.activated_on, s.subscription_id) as list
    from subscription s left join line97 l using (access_number)
    where s.customer_code = any(codes)
    group by s.customer_code
  ), agreements as (
    select s.customer_code, string_agg(concat(
      '{"agreementNumber":', to_json(a.agreement_number), ',"subscriptionId":', to_json(a.subscription_id),
      ',"plan":', to_json(a.plan), ',"start":"', a.start_on, '","end":"', a.end_on, '","monthlyCommitment":',
      a.monthly_commitment, ',"penalty":', a.penalty, '}'), ',' order by a.end_on, a.agreement_number) as list
    from subscription s join agreement a using (subscription_id)
    where s.customer_code = any(codes)
    group by s.customer_code
  ), orders as (
    select s.customer_code, string_agg(concat(
      '{"orderNumber":', to_json(o.order_number), ',"subscriptionId":', to_json(o.subscription_id),
      ',"kind":', to_json(o.kind), ',"stage":', to_json(o.stage), ',"acceptedAt":"',
      to_char(o.accepted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'), '"}'),
      ',' order by o.accepted_at, o.order_number) as list
    from subscription s join hotline_order o using (subscription_id)
    where s.customer_code = any(codes)
    group by s.customer_code
  )
  select c.customer_code, 'community:' || c.community_code, concat(
    '{"customerCode":', to_json(c.customer_code), ',"billingAccountNumber":', to_json(c.billing_account_number),
    ',"communityCode":', to_json(c.community_code), ',"name":', to_json(c.name),
    ',"responsibleUnit":', to_json(u.responsible), ',"reportingSegment":"', c.reporting_segment,
    '","firstSeenMonth":"', c.first_seen_month, '"', ',"lockedUntil":"' || c.locked_until || '"',
    ',"closedOn":"' || c.closed_on || '"', ',"contact":', c.contact, ',"placement":', c.placement,
    ',"subscriptions":[', s.list, '],"agreements":[', a.list, '],"orders":[', o.list, ']}')
  from customer c
  join units u on u.unit_code = c.community_code
  left join subscriptions s using (customer_code)
  left join agreements a using (customer_code)
  left join orders o using (customer_code)
  where c.customer_code = any(codes)
$$;

-- A month as a number, so that a gap between months is seen: '2026-11' -> 24322.
create function month_number(month text) returns integer language sql immutable parallel safe as $$
  select left(month, 4)::integer * 12 + right(month, 2)::integer - 1
$$;

-- From a customer's first month with a fee row to its last; months without a row in between are zero.
create function build_ledger(codes text[]) returns table (id text, bucket text, body text) language sql stable as $$
  with fees as materialized (
    select s.customer_code as code, f.subscription_id, month_number(f.month) as n, f.rent, f.internet, f.local,
      f.long_distance, f.value_added, f.international, f.other, f.total, f.local_minutes, f.long_distance_minutes,
      f.international_minutes, f.megabytes
    from subscription s join fee f using (subscription_id)
    where s.customer_code = any(codes)
  ), spans as materialized (
    select code, min(n) as first, max(n) as last, min(subscription_id) <> max(subscription_id) as several,
      min(subscription_id) = max(subscription_id) and count(*) = max(n) - min(n) + 1 as plain
    from fees group by code
  ), mixed as materialized (
    select f.* from fees f join spans sp using (code) where not sp.plain
  ), months as (
    -- Most customers have one subscription with fees in every month: nothing to add up, no gap to fill.
    select f.code, f.n, f.rent, f.internet, f.local, f.long_distance, f.value_added, f.international, f.other,
      f.local_minutes, f.long_distance_minutes, f.international_minutes, f.megabytes
    from fees f join spans sp using (code) where sp.plain
    union all
    select sp.code, i.n, coalesce(sum(m.rent), 0)::bigint, coalesce(sum(m.internet), 0)::bigint,
      coalesce(sum(m.local), 0)::bigint, coalesce(sum(m.long_distance), 0)::bigint,
      coalesce(sum(m.value_added), 0)::bigint, coalesce(sum(m.international), 0)::bigint,
      coalesce(sum(m.other), 0)::bigint, coalesce(sum(m.local_minutes), 0)::bigint,
      coalesce(sum(m.long_distance_minutes), 0)::bigint, coalesce(sum(m.international_minutes), 0)::bigint,
      coalesce(sum(m.megabytes), 0)::bigint
    from spans sp
    cross join lateral generate_series(sp.first, sp.last) as i(n)
    left join mixed m on m.code = sp.code and m.n = i.n
    where not sp.plain
    group by sp.code, i.n
  ), packed as (
    select code,
      array_to_json(array_agg(rent order by n)) as rent,
      array_to_json(array_agg(internet order by n)) as internet,
      array_to_json(array_agg(local order by n)) as local,
      array_to_json(array_agg(long_distance order by n)) as long_distance,
      array_to_json(array_agg(value_added order by n)) as value_added,
      array_to_json(array_agg(international order by n)) as international,
      array_to_json(array_agg(other order by n)) as other,
      array_to_json(array_agg(local_minutes order by n)) as local_minutes,
      array_to_json(array_agg(long_distance_minutes order by n)) as long_distance_minutes,
      array_to_json(array_agg(international_minutes order by n)) as international_minutes,
      array_to_json(array_agg(megabytes order by n)) as megabytes
    from months group by code
  ), totals as (
    select sp.code, x.subscription_id, array_to_json(array_agg(coalesce(f.total, 0) order by i.n))::text as list
    from spans sp
    join (select distinct code, subscription_id from mixed) x using (code)
    cross join lateral generate_series(sp.first, sp.last) as i(n)
    left join mixed f on f.subscription_id = x.subscription_id and f.n = i.n
    where sp.several
    group by sp.code, x.subscription_id
  ), several as (
    select code, string_agg(to_json(subscription_id)::text || ':' || list, ',' order by subscription_id) as list
    from totals group by code
  )
  select c.customer_code, 'community:' || c.community_code, concat(
    '{"customerCode":', to_json(c.customer_code), ',"from":"', lpad((sp.first / 12)::text, 4, '0'), '-',
    lpad((sp.first % 12 + 1)::text, 2, '0'), '","fees":{"rent":', p.rent, ',"internet":', p.internet, ',"local":', p.local,
    ',"longDistance":', p.long_distance, ',"valueAdded":', p.value_added, ',"international":', p.international,
    ',"other":', p.other, '},"traffic":{"localMinutes":', p.local_minutes, ',"longDistanceMinutes":',
    p.long_distance_minutes, ',"internationalMinutes":', p.international_minutes, ',"megabytes":', p.megabytes, '}',
    ',"bySubscription":{' || v.list || '}', '}')
  from packed p
  join spans sp using (code)
  join customer c on c.customer_code = p.code
  left join several v using (code)
$$;

create function build_balance(codes text[]) returns table (id text, bucket text, body text) language sql stable as $$
  with owing as (
    select s.customer_code, jsonb_agg(jsonb_build_object('subscriptionId', a.subscription_id, 'sinceMonth', a.since_month,
      'months', a.months, 'amount', a.amount) order by a.subscription_id) as list
    from subscription s join arrears a using (subscription_id)
    where s.customer_code = any(codes)
    group by s.customer_code
  ), paid as (
    select s.customer_code, jsonb_agg(jsonb_build_object('subscriptionId', p.subscription_id, 'amount', p.amount,
      'asOf', p.as_of) order by p.subscription_id) as list
    from subscription s join prepaid p using (subscription_id)
    where s.customer_code = any(codes)
    group by s.customer_code
  )
  select c.customer_code, 'community:' || c.community_code, jsonb_build_object('customerCode', c.customer_code,
    'arrears', coalesce(o.list, '[]'), 'prepaid', coalesce(p.list, '[]'))::text
  from owing o
  full join paid p using (customer_code)
  join customer c using (customer_code)
$$;

create function build_interaction(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select i.interaction_id, 'community:' || c.community_code, jsonb_strip_nulls(jsonb_build_object(
    'interactionId', i.interaction_id, 'customerCode', i.customer_code, 'kind', i.kind, 'purpose', i.purpose,
    'outcome', i.outcome, 'note', i.note, 'nextStep', i.next_step, 'nextOn', i.next_on, 'happenedAt', i.happened_at,
    'staffNo', i.staff_no))::text
  from interaction i
  join customer c using (customer_code)
  where i.interaction_id = any(ids)
$$;

-- A unit with the people who work it: those who hold a role there without a term, disabled people left out.
create function build_org_unit(codes text[]) returns table (id text, bucket text, body text) language sql stable as $$
  with people as (
    select r.unit_code, jsonb_agg(jsonb_build_object('staffNo', s.staff_no, 'name', s.name, 'role', r.role)
      order by s.staff_no, r.role) as list
    from (select distinct unit_code, staff_id, role from staff_role
      where unit_code = any(codes) and valid_from is null and valid_to is null) r
    join staff s using (staff_id)
    where s.disabled_at is null
    group by r.unit_code
  )
  select u.unit_code, 'ref', (jsonb_build_object('unitCode', u.unit_code, 'name', u.name, 'parentCode', u.parent_code,
    'kind', u.kind, 'channel', u.channel, 'billingArea', u.billing_area, 'staff', coalesce(p.list, '[]'))
    || case when u.retired_on is null then '{}'::jsonb else '{"retired": true}'::jsonb end)::text
  from org_unit u
  left join people p using (unit_code)
  where u.unit_code = any(codes)
$$;

create function build_freshness(kinds text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select f.kind, 'ref', jsonb_build_object('kind', f.kind, 'source', f.source, 'asOf', f.as_of, 'receivedAt',
    to_char(f.received_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'), 'cadence', f.cadence,
    'file', f.file, 'rows', f.row_count)::text
  from feed_freshness f
  where f.kind = any(kinds)
$$;

-- Into sync_row -----------------------------------------------------------------------------------------------

-- What a transaction that changes much has still to project; see project_rows.
create unlogged table projection_due (
  txn xid8 not null default pg_current_xact_id(),
  entity text not null,
  id text not null
);

-- Makes the rows of `ids` say what the store says: writes those that differ, removes those that are no more.
--
-- Two writers of one customer (a note here, a feed there) each see only their own part of it until they commit, and the
-- later one would write a row without the earlier one's change. So the customers are locked first, and the rows are
-- built by a statement that begins after the lock was had.
create function project_rows_now(entity text, ids text[]) returns void language plpgsql
set jit = off set work_mem = '64MB' as $$
declare builder text := lower(regexp_replace(entity, '([A-Z])', '_\1', 'g'));
begin
  if coalesce(cardinality(ids), 0) = 0 then return; end if;
  if entity in ('customer', 'ledger', 'balance') then
    perform from customer where customer_code = any(ids) order by customer_code for no key update;
  elsif entity = 'interaction' then
    perform from customer where customer_code in (select i.customer_code from interaction i where interaction_id = any(ids))
      order by customer_code for no key update;
  elsif entity = 'orgUnit' then
    perform from org_unit where unit_code = any(ids) order by unit_code for no key update;
  end if;
  execute format($sql$
    with built as materialized (
      select id, bucket, body from %1$I($1)
    ), gone as (
      delete from sync_row r
      where r.entity = %2$L and r.id = any($1) and not exists (select from built b where b.id = r.id)
    )
    insert into sync_row (entity, id, bucket, body)
    select %2$L, b.id, b.bucket, b.body
    from built b
    left join sync_row r on r.entity = %2$L and r.id = b.id
    where r.id is null or (r.bucket, r.body) is distinct from (b.bucket, b.body)
    order by b.id
    on conflict (entity, id) do update set bucket = excluded.bucket, body = excluded.body
  $sql$, 'build_' || builder, entity) using ids;
end
$$;

-- As project_rows_now, unless the transaction said `set local channeldesk.projection = 'at_end'`: then the rows are
-- noted and built once by project_due(), which that transaction must call before it commits. A feed that founds
-- customers, then their subscriptions, then their fees would otherwise build the same row again and again.
create function project_rows(entity text, ids text[]) returns void language plpgsql as $$
begin
  if current_setting('channeldesk.projection', true) = 'at_end' then
    insert into projection_due (entity, id) select project_rows.entity, i from unnest(ids) as i;
  else
    perform project_rows_now(entity, ids);
  end if;
end
$$;

create function project_due() returns void language plpgsql as $$
declare due record;
begin
  for due in
    with taken as (delete from projection_due where txn = pg_current_xact_id() returning entity, id),
    once as (select distinct t.entity, t.id from taken t)
    select o.entity, array_agg(o.id) as ids from once o group by o.entity order by o.entity
  loop
    perform project_rows_now(due.entity, due.ids);
  end loop;
end
$$;

-- Whole entities at once, for a store that was filled behind the triggers' back, and for checking.
create function project_all(entity text) returns void language plpgsql as $$
declare ids text[];
begin
  select coalesce(array_agg(distinct i), '{}') into ids from (
    select r.id from sync_row r where r.entity = project_all.entity
    union all select customer_code from customer where project_all.entity in ('customer', 'ledger', 'balance')
    union all select interaction_id from interaction where project_all.entity = 'interaction'
    union all select unit_code from org_unit where project_all.entity = 'orgUnit'
    union all select kind from feed_freshness where project_all.entity = 'freshness') as known(i);
  perform project_rows_now(entity, ids);
end
$$;

-- One by one, for whoever writes SQL by hand.
create function project_customer(codes text[]) returns void language sql as $$ select project_rows('customer', codes) $$;
create function project_ledger(codes text[]) returns void language sql as $$ select project_rows('ledger', codes) $$;
create function project_balance(codes text[]) returns void language sql as $$ select project_rows('balance', codes) $$;
create function project_interaction(ids text[]) returns void language sql as $$ select project_rows('interaction', ids) $$;
create function project_org_unit(codes text[]) returns void language sql as $$ select project_rows('orgUnit', codes) $$;
create function project_freshness(kinds text[]) returns void language sql as $$ select project_rows('freshness', kinds) $$;

-- Triggers ----------------------------------------------------------------------------------------------------

-- Arguments come in pairs: an entity, and the query that finds its ids among the changed rows, written `%s`. Sample:
-- ('ledger', 'select s.customer_code from %s r join subscription s using (subscription_id)').
-- An update counts with its old and its new rows, so that a subscription that moved is taken from one customer and
-- given to the other.
create function project_touched() returns trigger language plpgsql set jit = off as $$
declare
  ids text[];
  changed text := case tg_op
    when 'INSERT' then '(select * from new_rows)'
    when 'DELETE' then '(select * from old_rows)'
    else '(select * from new_rows union all select * from old_rows)' end;
  -- What project_rows does, without carrying the ids of a whole file through an array.
  at_end boolean := current_setting('channeldesk.projection', true) = 'at_end';
begin
  for i in 0 .. tg_nargs - 1 by 2 loop
    if at_end then
      execute format('insert into projection_due (entity, id) select distinct %L, t.id from (%s) as t(id)', tg_argv[i],
                     replace(tg_argv[i + 1], '%s', changed));
    else
      execute format('select array_agg(distinct t.id) from (%s) as t(id)', replace(tg_argv[i + 1], '%s', changed)) into ids;
      perform project_rows_now(tg_argv[i], ids);
    end if;
  end loop;
  return null;
end
$$;

-- As project_touched, for updates alone: the queries name old_rows and new_rows themselves.
create function project_updated() returns trigger language plpgsql set jit = off as $$
declare ids text[];
begin
  for i in 0 .. tg_nargs - 1 by 2 loop
    execute format('select array_agg(distinct t.id) from (%s) as t(id)', tg_argv[i + 1]) into ids;
    perform project_rows(tg_argv[i], ids);
  end loop;
  return null;
end
$$;

do $$
declare
  wanted text[];
  by_subscription text := 'select s.customer_code from %s r join subscription s using (subscription_id)';
begin
  foreach wanted slice 1 in array array[
    ['fee', format('%L, %L', 'ledger', by_subscription)],
    ['arrears', format('%L, %L', 'balance', by_subscription)],
    ['prepaid', format('%L, %L', 'balance', by_subscription)],
    ['agreement', format('%L, %L', 'customer', by_subscription)],
    ['hotline_order', format('%L, %L', 'customer', by_subscription)],
    ['line97', format('%L, %L', 'customer',
      'select s.customer_code from %s r join subscription s using (access_number)')],
    ['subscription', format('%L, %L', 'customer', 'select r.customer_code from %s r')],
    ['customer', format('%L, %L', 'customer', 'select r.customer_code from %s r')],
    ['interaction', format('%L, %L', 'interaction', 'select r.interaction_id from %s r')],
    ['org_unit', format('%L, %L', 'orgUnit', 'select r.unit_code from %s r')],
    ['staff_role', format('%L, %L', 'orgUnit', 'select r.unit_code from %s r')],
    ['staff', format('%L, %L', 'orgUnit', 'select o.unit_code from %s r join staff_role o using (staff_id)')],
    ['feed_freshness', format('%L, %L', 'freshness', 'select r.kind from %s r')]
  ] loop
    execute format('create trigger project_inserted after insert on %I referencing new table as new_rows
      for each statement execute function project_touched(%s)', wanted[1], wanted[2]);
    execute format('create trigger project_deleted after delete on %I referencing old table as old_rows
      for each statement execute function project_touched(%s)', wanted[1], wanted[2]);
    execute format('create trigger project_changed after update on %I
      referencing old table as old_rows new table as new_rows
      for each statement execute function project_touched(%s)', wanted[1], wanted[2]);
  end loop;
end
$$;

-- A customer that moves takes along all that lies in its community's bucket.
create trigger project_moved after update on customer referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated(
    'ledger', 'select n.customer_code from new_rows n join old_rows o using (customer_code)
      where n.community_code <> o.community_code',
    'balance', 'select n.customer_code from new_rows n join old_rows o using (customer_code)
      where n.community_code <> o.community_code',
    'interaction', 'select i.interaction_id from new_rows n join old_rows o using (customer_code)
      join interaction i using (customer_code) where n.community_code <> o.community_code');

-- A subscription that goes to another customer brings its fees, arrears and prepaid balance.
create trigger project_handed_over after update on subscription referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated(
    'ledger', 'select c.code from new_rows n join old_rows o using (subscription_id)
      cross join lateral (values (n.customer_code), (o.customer_code)) c(code) where n.customer_code <> o.customer_code',
    'balance', 'select c.code from new_rows n join old_rows o using (subscription_id)
      cross join lateral (values (n.customer_code), (o.customer_code)) c(code) where n.customer_code <> o.customer_code');

-- A unit that stands elsewhere, or is of another kind, may change who serves the customers below it.
create trigger project_served after update on org_unit referencing old table as old_rows new table as new_rows
  for each statement execute function project_updated(
    'customer', 'select c.customer_code from customer c join org_unit u on u.unit_code = c.community_code
      where u.path && (select array_agg(n.unit_code) from new_rows n join old_rows o using (unit_code)
        where n.path <> o.path or n.kind <> o.kind)');

-- What the feeds remember besides ------------------------------------------------------------------------------

alter table feed_run
  -- Rows of the store that the file no longer carried (paid, ended, missing, retired). They are not rows of the file:
  -- rows_read = rows_changed + rows_unchanged + rows_set_aside holds without them.
  add column rows_removed bigint not null default 0,
  -- What else the run did: customers founded, closed, matched again, waiting fees taken, ...
  add column facts jsonb not null default '{}';

-- The first billing file of a network is its opening stock.
create table opening_network (
  network_code text primary key references org_unit,
  file_day date not null
);

-- Where the old system had put customers; read by the opening billing file of their network alone.
create table opening_assignment (
  billing_account_number text primary key,
  community_code text not null references org_unit,
  reporting_segment text check (reporting_segment in ('KEY_ACCOUNT', 'BUSINESS', 'MASS_MARKET', 'CONTRACT_AGENT',
                                                      'TRANSIENT'))
);

-- Cabinet rules -----------------------------------------------------------------------------------------------

-- The digits by which a number is matched: of a broadband account (two letters, area code, number, two digits) those of
-- the fixed line inside it, else all of them. 'nn0771240188527' -> '07712401885', '0771-2401885' -> '07712401885'.
-- The same rule in TypeScript: shared/domain/placement.ts.
create function number_digits(access_number text) returns text language sql immutable parallel safe as $$
  select case when access_number ~ '^[a-z]{2}[0-9]{13}$' then substr(access_number, 3, 11)
    else regexp_replace(access_number, '[^0-9]', '', 'g') end
$$;

-- Where the cabinet rules put new customers whose first subscriptions are reached by `numbers`, and why, as
-- shared/domain/rows.ts writes a Placement; a row for each different number. Of the rules whose range holds a number the
-- narrowest decides; of those one with a community before one without, then the lower community code. Without a
-- community: the pool. In TypeScript: placement.ts.
create function place_by_rules(numbers text[], decided_on date)
returns table (number text, community_code text, placement jsonb) language sql stable as $$
  with wanted as materialized (
    select distinct on (w.number) w.number, number_digits(w.number) as digits, l.cabinet
    from unnest(numbers) as w(number)
    left join line97 l on l.access_number = w.number
    order by w.number
  ), holding as (
    select w.number, r.range_from, r.range_to, r.to_digits - r.from_digits as width,
      -- A community that is no more cannot take anybody.
      u.unit_code as community_code
    from wanted w
    join cabinet_rule r on r.cabinet = w.cabinet and r.retired_on is null
    left join org_unit u on u.unit_code = r.community_code and u.retired_on is null
    where r.from_digits is null
      or (w.digits <> '' and nullif(w.digits, '')::numeric between r.from_digits and r.to_digits)
  ), deciding as (
    select distinct on (h.number) h.number, h.community_code, h.range_from, h.range_to,
      count(*) over (partition by h.number, h.width) > 1 as tied
    from holding h
    order by h.number, h.width nulls last, h.community_code collate "C" nulls last, h.range_from collate "C",
      h.range_to collate "C"
  )
  select w.number, d.community_code,
    jsonb_build_object('decidedOn', decided_on, 'number', w.digits) || case
      when w.cabinet is null then jsonb_build_object('kind', 'POOL', 'reason', 'NO_LINE')
      when d.number is null then jsonb_build_object('kind', 'POOL', 'cabinet', w.cabinet, 'reason',
        case when exists (select from cabinet_rule x where x.cabinet = w.cabinet and x.retired_on is null)
          then 'NUMBER_OUTSIDE_RANGES' else 'NO_RULE' end)
      when d.community_code is null then
        jsonb_build_object('kind', 'POOL', 'cabinet', w.cabinet, 'reason', 'RULE_WITHOUT_COMMUNITY')
      else jsonb_build_object('kind', 'RULE', 'cabinet', w.cabinet, 'rangeFrom', nullif(d.range_from, ''),
        'rangeTo', nullif(d.range_to, '')) || case when d.tied then '{"tied": true}'::jsonb else '{}' end
    end
  from wanted w
  left join deciding d using (number)
$$;
