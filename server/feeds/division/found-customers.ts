import type { Intake } from '../definition.ts';
import { AREA_POOLS } from '../kinds/area-check.ts';
import { count } from '../merge-rows.ts';

/**
 * Founds a customer for each billing account of `stage` that none holds. Its first row in the file decides alone where
 * it goes: an opening assignment (opening stock only), else the cabinet rules, else the public pool of its billing
 * area. Codes are given in file order. Returns how many were founded.
 */
export async function foundCustomers({ client, runId, day, now }: Intake): Promise<number> {
  const founded = await client.query(
    `with accounts as materialized (
       select distinct on (s.billing_account_number) s.line, s.billing_account_number, s.subscription_id, s.name,
         s.access_number, s.billing_area, min(s.activated_on) over (partition by s.billing_account_number) as activated_on
       from stage s
       where s.reason is null
         and not exists (select from customer c where c.billing_account_number = s.billing_account_number)
       order by s.billing_account_number, s.line
     ), placed as materialized (
       select * from place_by_rules((select array_agg(access_number) from accounts), $1::date)
     ), decided as (
       select f.*, o.network_code is not null as opening, u.unit_code as community_code,
         coalesce(a.reporting_segment, u.channel, 'MASS_MARKET') as reporting_segment,
         case when a.community_code is not null then jsonb_build_object('kind', 'OPENING', 'decidedOn', $1::date)
           else p.placement end as placement
       from accounts f
       join (${AREA_POOLS}) area using (billing_area)
       left join opening_network o on o.network_code = any (area.path) and o.file_day = $1::date
       left join opening_assignment a on a.billing_account_number = f.billing_account_number
         and o.network_code is not null
       join placed p on p.number = f.access_number
       join org_unit u on u.unit_code = coalesce(a.community_code, p.community_code, area.pool)
     ), founded as (
       insert into customer (customer_code, billing_account_number, community_code, name, reporting_segment,
         founded_by_subscription, first_seen_month, opening_stock, placement)
       select 'KH' || lpad(nextval('customer_number')::text, 10, '0'), d.billing_account_number, d.community_code, d.name,
         d.reporting_segment, d.subscription_id,
         to_char(case when d.opening then d.activated_on else $1::date end, 'YYYY-MM'), d.opening, d.placement
       -- Nothing may be joined here: the numbers are drawn in the order of these rows.
       from (select * from decided order by line) d
       returning customer_code, community_code, founded_by_subscription, placement
     )
     insert into reassignment_log (customer_code, to_community, kind, actor, logged_at, detail)
     select customer_code, community_code, 'FOUNDED', 'feed', $3, jsonb_build_object('run', $2::bigint, 'subscription',
       founded_by_subscription, 'placement', placement)
     from founded order by customer_code`,
    [day, runId, now],
  );
  return count(founded);
}
