import type { Pool } from 'pg';
import type { Day } from '../../shared/lib/dates.ts';

const LEAST_MEMBERS = 4;

/**
 * In every community a group of those who live or trade at the road with most customers, made by its account manager.
 * Ids hang on the unit alone: made a second time, it is there already.
 */
export async function addDemoGroups(pool: Pool, openingDay: Day): Promise<number> {
  const { rowCount } = await pool.query(
    `with homes as (
       select c.community_code, c.customer_code,
         substring(min(s.installation_address) from '^[^0-9]+') as road
       from customer c join subscription s using (customer_code)
       where c.closed_on is null group by c.customer_code
     ), roads as (
       select distinct on (community_code) community_code, road, count(*) as customers
       from homes where road is not null group by community_code, road
       having count(*) >= ${LEAST_MEMBERS} order by community_code, count(*) desc, road
     ), made as (
       insert into customer_group (group_id, unit_code, type_code, name, address, in_charge, remark, made_by, made_at)
       select 'demo-' || r.community_code, r.community_code,
         case when r.road ~ '(路|街|道)$' then 'MARKET' else 'RESIDENTIAL_ESTATE' end,
         regexp_replace(r.road, '^.*[市区县]', '') || case when r.road ~ '(路|街|道)$' then '沿街商户' else '住户' end,
         r.road, m.name, '', m.staff_no, $1::date
       from roads r join org_unit u on u.unit_code = r.community_code and u.kind = 'COMMUNITY'
       cross join lateral (
         select s.staff_no, s.name from staff_role o join staff s using (staff_id)
         where o.unit_code = r.community_code and o.role = 'ACCOUNT_MANAGER' and s.disabled_at is null
         order by s.staff_no limit 1
       ) m
       on conflict do nothing returning group_id, unit_code, address, made_by
     )
     insert into group_member (group_id, customer_code, added_by, added_on)
     select g.group_id, h.customer_code, g.made_by, $1::date
     from made g join homes h on h.community_code = g.unit_code and h.road = g.address
     on conflict do nothing`,
    [openingDay],
  );
  return rowCount ?? 0;
}

/** A policy of the region to everybody, and a notice of one department to its own. */
const NOTICES = [
  {
    id: 'demo-policy',
    role: 'REGION_CHANNEL_ADMIN',
    kind: 'POLICY',
    title: '年底续约优惠：包年用户 12 月底前续约减免一个月月租',
    text: [
      '适用：协议在 12 月 31 日前到期的包年、宽带用户。',
      '办法：续签一年以上协议，减免首月月租；欠费用户须先结清。',
      '请各客户经理在外呼和上门时告知，并在联络记录里写明客户意向。',
    ].join('\n'),
  },
  {
    id: 'demo-notice',
    role: 'DEPARTMENT_ADMIN',
    kind: 'NOTICE',
    title: '本月新增客户划分于 3 日结束，请尽快核对归属',
    text: [
      '仍在未分配社区的客户到期会锁定一年。',
      '请各片负责人核对本片名单，有出入的在调整审批里提出。',
    ].join('\n'),
  },
] as const;

/** @param staffNos of people who can sign in: one of them publishes */
export async function addDemoNotices(
  pool: Pool,
  staffNos: readonly string[],
  openingDay: Day,
): Promise<number> {
  let added = 0;
  for (const { id, role, kind, title, text } of NOTICES) {
    const { rowCount } = await pool.query(
      `insert into notice (notice_id, unit_code, kind, title, text, valid_from, published_by, published_at)
       select $1, r.unit_code, $3, $4, $5, $6::date, s.staff_no, ($6::date + time '09:00') at time zone 'Asia/Shanghai'
       from staff_role r join staff s using (staff_id)
       where r.role = $2 and s.staff_no = any($7) order by s.staff_no limit 1
       on conflict do nothing`,
      [id, role, kind, title, text, openingDay, staffNos],
    );
    added += rowCount ?? 0;
  }
  return added;
}
