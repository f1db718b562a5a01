-- What lists and reports count are subscriptions: the ledger tells their figures apart, the customer says which ones
-- were given up on request, and a dictionary says what products and plans are.

-- 主动拆机: ended with an order to remove seen at the hotline, or without arrears on its last day ---------------------

-- Orders vanish when they are done, so that one was seen is remembered.
create table removal_order (
  subscription_id text primary key references subscription,
  order_number text not null,
  accepted_at timestamptz not null
);

-- So is what was owed once: from which month on, and the last day on which accounts still said so.
create table past_arrears (
  subscription_id text not null references subscription,
  since_month text not null,
  last_on date not null,
  primary key (subscription_id, since_month)
);

create function remember_removal_orders() returns trigger language plpgsql as $$
begin
  insert into removal_order (subscription_id, order_number, accepted_at)
    select distinct on (n.subscription_id) n.subscription_id, n.order_number, n.accepted_at
    from new_rows n where n.kind = '拆机' order by n.subscription_id, n.accepted_at desc
    on conflict (subscription_id) do update
      set order_number = excluded.order_number, accepted_at = excluded.accepted_at
      where (removal_order.order_number, removal_order.accepted_at) is distinct from (excluded.order_number, excluded.accepted_at);
  return null;
end $$;
create trigger remember_inserted after insert on hotline_order referencing new table as new_rows
  for each statement execute function remember_removal_orders();
create trigger remember_changed after update on hotline_order referencing new table as new_rows
  for each statement execute function remember_removal_orders();

-- The rows go while a newer file is taken, before it is noted as the newest: its predecessor is the last that had them.
create function remember_arrears() returns trigger language plpgsql as $$
declare
  last_file date := coalesce((select as_of::date from feed_freshness where kind = 'arrears'),
                             (now() at time zone 'Asia/Shanghai')::date);
begin
  insert into past_arrears (subscription_id, since_month, last_on)
    select o.subscription_id, o.since_month, last_file from old_rows o
    on conflict (subscription_id, since_month) do update set last_on = greatest(past_arrears.last_on, excluded.last_on);
  return null;
end $$;
create trigger remember_deleted after delete on arrears referencing old table as old_rows
  for each statement execute function remember_arrears();
create trigger remember_changed after update on arrears referencing old table as old_rows
  for each statement execute function remember_arrears();

insert into removal_order (subscription_id, order_number, accepted_at)
  select distinct on (subscription_id) subscription_id, order_number, accepted_at
  from hotline_order where kind = '拆机' order by subscription_id, accepted_at desc;

-- Owed on a day: some month that had begun by then was not paid.
create function terminated_on_request(s subscription) returns boolean language sql stable as $$
  select s.status = 'TERMINATED' and (
    exists (select from removal_order r where r.subscription_id = s.subscription_id)
    or s.terminated_on is not null
      and not exists (select from arrears a where a.subscription_id = s.subscription_id
        and a.since_month <= to_char(s.terminated_on, 'YYYY-MM'))
      and not exists (select from past_arrears p where p.subscription_id = s.subscription_id
        and p.since_month <= to_char(s.terminated_on, 'YYYY-MM') and p.last_on >= s.terminated_on))
$$;

do $$
declare
  watched text;
  ended text := 'select s.customer_code from %s r join subscription s using (subscription_id) where s.status = ''TERMINATED''';
begin
  foreach watched in array array['removal_order', 'past_arrears', 'arrears'] loop
    execute format('create trigger project_end_inserted after insert on %I referencing new table as new_rows
      for each statement execute function project_touched(%L, %L)', watched, 'customer', ended);
    execute format('create trigger project_end_deleted after delete on %I referencing old table as old_rows
      for each statement execute function project_touched(%L, %L)', watched, 'customer', ended);
    execute format('create trigger project_end_changed after update on %I
      referencing old table as old_rows new table as new_rows
      for each statement execute function project_touched(%L, %L)', watched, 'customer', ended);
  end loop;
end $$;

-- As 0002 has it, and which subscriptions were given up on request.
create or replace function build_customer(codes text[]) returns table (id text, bucket text, body text) language sql stable as $$
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
      ',"missingSince":"' || s.missing_since || '"',
      case when s.status = 'TERMINATED' and terminated_on_request(s) then ',"onRequest":true' end,
      '}'), ',' order by s.activated_on, s.subscription_id) as list
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

-- Whose figures a ledger has -----------------------------------------------------------------------------------

-- As 0002 has it, and: whose the fees are where they are of one subscription; where of several, of each the newest
-- months by class and kind, those that occur. Few months or none where there are so many that the row would not fit.
create or replace function build_ledger(codes text[]) returns table (id text, bucket text, body text) language sql stable as $$
  with fees as materialized (
    select s.customer_code as code, f.subscription_id, month_number(f.month) as n, f.rent, f.internet, f.local,
      f.long_distance, f.value_added, f.international, f.other, f.total, f.local_minutes, f.long_distance_minutes,
      f.international_minutes, f.megabytes
    from subscription s join fee f using (subscription_id)
    where s.customer_code = any(codes)
  ), spans as materialized (
    select code, min(n) as first, max(n) as last, min(subscription_id) as only,
      min(subscription_id) <> max(subscription_id) as several,
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
  ), charged as materialized (
    select sp.code, x.subscription_id, sp.first, sp.last, least(sp.last - sp.first + 1,
      case when count(*) over (partition by sp.code) <= 40 then 13
           when count(*) over (partition by sp.code) <= 90 then 4 else 0 end) as kept
    from spans sp
    join (select distinct code, subscription_id from mixed) x using (code)
    where sp.several
  ), totals as (
    select h.code, h.subscription_id, h.kept, array_to_json(array_agg(coalesce(f.total, 0) order by i.n))::text as list
    from charged h
    cross join lateral generate_series(h.first, h.last) as i(n)
    left join mixed f on f.subscription_id = h.subscription_id and f.n = i.n
    group by h.code, h.subscription_id, h.kept
  ), details as (
    select h.code, h.subscription_id, ltrim(concat(
      case when bool_or(f.rent <> 0) then ',"rent":' || array_to_json(array_agg(coalesce(f.rent, 0) order by i.n)) end,
      case when bool_or(f.internet <> 0) then ',"internet":' || array_to_json(array_agg(coalesce(f.internet, 0) order by i.n)) end,
      case when bool_or(f.local <> 0) then ',"local":' || array_to_json(array_agg(coalesce(f.local, 0) order by i.n)) end,
      case when bool_or(f.long_distance <> 0) then
        ',"longDistance":' || array_to_json(array_agg(coalesce(f.long_distance, 0) order by i.n)) end,
      case when bool_or(f.value_added <> 0) then
        ',"valueAdded":' || array_to_json(array_agg(coalesce(f.value_added, 0) order by i.n)) end,
      case when bool_or(f.international <> 0) then
        ',"international":' || array_to_json(array_agg(coalesce(f.international, 0) order by i.n)) end,
      case when bool_or(f.other <> 0) then ',"other":' || array_to_json(array_agg(coalesce(f.other, 0) order by i.n)) end,
      case when bool_or(f.local_minutes <> 0) then
        ',"localMinutes":' || array_to_json(array_agg(coalesce(f.local_minutes, 0) order by i.n)) end,
      case when bool_or(f.long_distance_minutes <> 0) then
        ',"longDistanceMinutes":' || array_to_json(array_agg(coalesce(f.long_distance_minutes, 0) order by i.n)) end,
      case when bool_or(f.international_minutes <> 0) then
        ',"internationalMinutes":' || array_to_json(array_agg(coalesce(f.international_minutes, 0) order by i.n)) end,
      case when bool_or(f.megabytes <> 0) then
        ',"megabytes":' || array_to_json(array_agg(coalesce(f.megabytes, 0) order by i.n)) end), ',') as list
    from charged h
    cross join lateral generate_series(h.last - h.kept + 1, h.last) as i(n)
    left join mixed f on f.subscription_id = h.subscription_id and f.n = i.n
    group by h.code, h.subscription_id
  ), several as (
    select t.code, string_agg(to_json(t.subscription_id)::text || ':' || t.list, ',' order by t.subscription_id) as list,
      min(t.kept) as kept,
      string_agg(to_json(t.subscription_id)::text || ':{' || d.list || '}', ',' order by t.subscription_id) as details
    from totals t left join details d using (code, subscription_id) group by t.code
  )
  select c.customer_code, 'community:' || c.community_code, concat(
    '{"customerCode":', to_json(c.customer_code), ',"from":"', lpad((sp.first / 12)::text, 4, '0'), '-',
    lpad((sp.first % 12 + 1)::text, 2, '0'), '","fees":{"rent":', p.rent, ',"internet":', p.internet, ',"local":', p.local,
    ',"longDistance":', p.long_distance, ',"valueAdded":', p.value_added, ',"international":', p.international,
    ',"other":', p.other, '},"traffic":{"localMinutes":', p.local_minutes, ',"longDistanceMinutes":',
    p.long_distance_minutes, ',"internationalMinutes":', p.international_minutes, ',"megabytes":', p.megabytes, '}',
    case when not sp.several then ',"subscriptionId":' || to_json(sp.only)::text end,
    ',"bySubscription":{' || v.list || '}',
    case when v.kept > 0 then concat(',"detail":{"months":', v.kept, ',"of":{', v.details, '}}') end, '}')
  from packed p
  join spans sp using (code)
  join customer c on c.customer_code = p.code
  left join several v using (code)
$$;

-- What products and plans are ------------------------------------------------------------------------------------

create table product_category (
  category_id text primary key,
  of text not null check (of in ('PRODUCT', 'PLAN')),
  -- A name as the sources write it; * stands for any text.
  pattern text not null check (pattern <> ''),
  category text not null check (category in ('FIXED_LINE', 'BROADBAND', 'IC_CARD', 'PAY_PHONE', 'LEASED_LINE', 'PERSONAL_ACCESS',
                                             'FLAT_RATE', 'BUSINESS_FLAT_RATE')),
  unique (of, pattern, category)
);

insert into product_category (category_id, of, pattern, category) values
  ('shipped-01', 'PRODUCT', '*固话*', 'FIXED_LINE'),
  ('shipped-02', 'PRODUCT', '*固定电话*', 'FIXED_LINE'),
  ('shipped-03', 'PRODUCT', '*宽带*', 'BROADBAND'),
  ('shipped-04', 'PRODUCT', '*ADSL*', 'BROADBAND'),
  ('shipped-05', 'PRODUCT', '*IC卡*', 'IC_CARD'),
  ('shipped-06', 'PRODUCT', '*公用电话*', 'PAY_PHONE'),
  ('shipped-07', 'PRODUCT', '*公话*', 'PAY_PHONE'),
  ('shipped-08', 'PRODUCT', '*专线*', 'LEASED_LINE'),
  ('shipped-09', 'PRODUCT', '*数字电路*', 'LEASED_LINE'),
  ('shipped-10', 'PRODUCT', '*小灵通*', 'PERSONAL_ACCESS'),
  ('shipped-11', 'PRODUCT', '*包月*', 'FLAT_RATE'),
  ('shipped-12', 'PRODUCT', '*商务包月*', 'BUSINESS_FLAT_RATE'),
  ('shipped-13', 'PLAN', '*包月*', 'FLAT_RATE'),
  ('shipped-14', 'PLAN', '*包年*', 'FLAT_RATE'),
  ('shipped-15', 'PLAN', '*商务*包月*', 'BUSINESS_FLAT_RATE');

create function build_product_category(ids text[]) returns table (id text, bucket text, body text) language sql stable as $$
  select p.category_id, 'ref', jsonb_build_object('categoryId', p.category_id, 'of', p.of, 'pattern', p.pattern,
    'category', p.category)::text
  from product_category p where p.category_id = any(ids)
$$;

create trigger project_inserted after insert on product_category referencing new table as new_rows
  for each statement execute function project_touched('productCategory', 'select r.category_id from %s r');
create trigger project_deleted after delete on product_category referencing old table as old_rows
  for each statement execute function project_touched('productCategory', 'select r.category_id from %s r');
create trigger project_changed after update on product_category referencing old table as old_rows new table as new_rows
  for each statement execute function project_touched('productCategory', 'select r.category_id from %s r');

-- What is there already reads differently now.
select project_all('customer');
select project_all('ledger');
select project_rows_now('productCategory', array(select category_id from product_category));

do $$
declare watched text;
begin
  foreach watched in array array['removal_order', 'past_arrears', 'product_category'] loop
    execute format('create trigger %I before truncate on %I for each statement execute function sync_refuse_truncate()',
                   watched || '_refuse_truncate', watched);
  end loop;
end $$;
