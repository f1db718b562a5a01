import type { FeedDefinition } from '../definition.ts';
import { replaceFindings } from '../../quality/replace-findings.ts';
import { count } from '../merge-rows.ts';
import { AREA_JOIN, UNKNOWN_AREA } from './area-check.ts';

const digits = (column: string): string =>
  `nullif(regexp_replace(${column}, '[^0-9]', '', 'g'), '')::numeric`;
const SAME_RANGE = 't.cabinet = s.cabinet and t.range_from = s.range_from and t.range_to = s.range_to';
const SAME_RULE = `${SAME_RANGE} and t.community_code is not distinct from s.community_code`;

/**
 * Which cabinet and number range lead to which community. Two rules of one range that name different communities are
 * not a repetition but a tie, which the division decides and reports; so the community is part of what makes a rule one.
 */
export const crossBoxes: FeedDefinition = {
  kind: 'cross_boxes',
  period: 'none',
  columns: [
    { header: '交接箱', name: 'cabinet', type: 'text', required: true },
    { header: '计费区域', name: 'billing_area', type: 'text' },
    { header: '号码段起', name: 'range_from', type: 'text' },
    { header: '号码段止', name: 'range_to', type: 'text' },
    { header: '社区编码', name: 'community_code', type: 'text' },
  ],
  fills: { cabinet_rule: ['cabinet', 'community_code'] },
  key: ['cabinet', 'range_from', 'range_to', 'community_code'],
  joins: `${AREA_JOIN}
    left join org_unit u on u.unit_code = s.community_code
      and u.kind in ('COMMUNITY', 'CONTRACT_AGENT_AREA', 'UNASSIGNED_POOL')`,
  checks: () => [
    UNKNOWN_AREA,
    {
      when: `not (s.range_from = '' and s.range_to = '')
        and (${digits('s.range_from')} <= ${digits('s.range_to')}) is not true`,
      reason: 'BAD_RANGE',
    },
    { when: `s.community_code <> '' and u.unit_code is null`, reason: 'UNKNOWN_UNIT' },
  ],
  apply: async ({ client, force, day }) => {
    await client.query(`update stage set community_code = null where community_code = ''`);
    // A rule changed on a screen stands for its range, whatever the file says of it.
    const held = force ? 'false' : `exists (select from cabinet_rule t where ${SAME_RANGE} and t.is_local)`;
    const localDifferences = await replaceFindings(client, {
      kind: 'LOCAL_DIFFERS',
      prefix: 'cross_boxes ',
      day,
      query: `
        select concat('cross_boxes ', s.cabinet, ' ', s.range_from, ' ', s.range_to),
          jsonb_build_object('file', s.community_code)
        from stage s
        where s.reason is null and ${held}
          and not exists (select from cabinet_rule t where ${SAME_RULE} and t.is_local and t.retired_on is null)`,
    });
    const updated = await client.query(
      `update cabinet_rule t set billing_area = s.billing_area, retired_on = null, is_local = false
       from stage s
       where s.reason is null and ${SAME_RULE} and not (${held})
         and (t.billing_area, t.retired_on) is distinct from (s.billing_area, null::date)`,
    );
    const inserted = await client.query(
      `insert into cabinet_rule (cabinet, billing_area, range_from, range_to, from_digits, to_digits, community_code)
       select s.cabinet, s.billing_area, s.range_from, s.range_to, ${digits('s.range_from')}, ${digits('s.range_to')},
         s.community_code
       from stage s
       where s.reason is null and not (${held}) and not exists (select from cabinet_rule t where ${SAME_RULE})
       order by s.line`,
    );
    const retired = await client.query(
      `update cabinet_rule t set retired_on = $1
       where t.retired_on is null and (not t.is_local or $2)
         and not exists (select from stage s where ${SAME_RANGE}
           and (s.reason is not null or t.community_code is not distinct from s.community_code))
         and (not t.is_local or exists (select from stage s where ${SAME_RANGE}))`,
      [day, force],
    );
    return {
      changed: count(updated) + count(inserted),
      removed: count(retired),
      facts: { localDifferences },
    };
  },
};
