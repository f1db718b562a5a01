import type { QualityKind } from '../../shared/api/quality.ts';

/** What is looked for by whom: a query of subject text and detail jsonb, among the findings whose subject so begins. */
interface Search {
  kind: Exclude<QualityKind, 'TIED_RULES'>;
  prefix: string;
  query: string;
}

const LIVE = `s.status <> 'TERMINATED' and s.missing_since is null`;

/** A customer is found by the subscription; that the two sources name different accounts is for somebody to look at. */
export const ACCOUNT_DIFFERS: Search = {
  kind: 'ACCOUNT_DIFFERS',
  prefix: 'arrears ',
  query: `
    select 'arrears ' || a.subscription_id, jsonb_build_object('subscriptionId', a.subscription_id,
      'arrears', a.billing_account_number, 'billing', x.billing_account_number)
    from arrears a join subscription x using (subscription_id)
    where a.billing_account_number <> x.billing_account_number`,
};

const NUMBER_OUTSIDE_RANGES: Search = {
  kind: 'NUMBER_OUTSIDE_RANGES',
  prefix: '',
  query: `
    select s.subscription_id, jsonb_build_object('subscriptionId', s.subscription_id, 'cabinet', l.cabinet,
      'accessNumber', s.access_number)
    from subscription s join line97 l using (access_number)
    where ${LIVE}
      and exists (select from cabinet_rule r where r.cabinet = l.cabinet and r.retired_on is null)
      and not exists (
        select from cabinet_rule r
        where r.cabinet = l.cabinet and r.retired_on is null and (r.from_digits is null
          or nullif(number_digits(s.access_number), '')::numeric between r.from_digits and r.to_digits))`,
};

/** Rules that lead nowhere, each with how many lines its cabinet has; and cabinets of which no rule knows. */
const CABINET_WITHOUT_COMMUNITY: Search = {
  kind: 'CABINET_WITHOUT_COMMUNITY',
  prefix: '',
  query: `
    with lines as materialized (
      select l.cabinet, count(*) as count, mode() within group (order by s.billing_area) as area
      from line97 l join subscription s using (access_number)
      where l.cabinet <> '' and ${LIVE}
      group by l.cabinet
    )
    select concat_ws(' ', r.cabinet, nullif(r.range_from, ''), nullif(r.range_to, '')), jsonb_build_object(
      'cabinet', r.cabinet, 'rangeFrom', r.range_from, 'rangeTo', r.range_to, 'billingArea', r.billing_area,
      'count', coalesce((select l.count from lines l where l.cabinet = r.cabinet), 0))
    from cabinet_rule r
    left join org_unit u on u.unit_code = r.community_code and u.retired_on is null
    where r.retired_on is null and u.unit_code is null
    union all
    select l.cabinet, jsonb_build_object('cabinet', l.cabinet, 'billingArea', l.area, 'count', l.count)
    from lines l
    where not exists (select from cabinet_rule r where r.cabinet = l.cabinet and r.retired_on is null)`,
};

const ACCOUNT_SPANS_COMMUNITIES: Search = {
  kind: 'ACCOUNT_SPANS_COMMUNITIES',
  prefix: '',
  query: `
    with lines as materialized (
      select s.customer_code, s.access_number
      from subscription s
      where ${LIVE} and exists (
        select from subscription o where o.customer_code = s.customer_code and o.subscription_id <> s.subscription_id)
    ), placed as materialized (
      select p.number, p.community_code
      from place_by_rules((select array_agg(access_number) from lines), current_date) p
      where p.community_code is not null
    )
    select l.customer_code, jsonb_build_object('customerCode', l.customer_code, 'count', count(*),
      'communities', jsonb_agg(distinct p.community_code))
    from lines l join placed p on p.number = l.access_number
    group by l.customer_code having count(distinct p.community_code) > 1`,
};

const DUPLICATE_ACCESS_NUMBER: Search = {
  kind: 'DUPLICATE_ACCESS_NUMBER',
  prefix: '',
  query: `
    select s.access_number, jsonb_build_object('accessNumber', s.access_number, 'count', count(*),
      'customerCode', min(s.customer_code), 'customers', jsonb_agg(distinct s.customer_code))
    from subscription s
    where ${LIVE} and s.access_number <> ''
    group by s.access_number having count(*) > 1`,
};

export const SEARCHES: readonly Search[] = [
  NUMBER_OUTSIDE_RANGES,
  CABINET_WITHOUT_COMMUNITY,
  ACCOUNT_SPANS_COMMUNITIES,
  ACCOUNT_DIFFERS,
  DUPLICATE_ACCESS_NUMBER,
];
