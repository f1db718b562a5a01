import type { PoolClient } from 'pg';
import type { Applied, FeedDefinition, Intake } from '../definition.ts';
import { replaceFindings } from '../../quality/replace-findings.ts';
import { count } from '../merge-rows.ts';
import { keepingAnAdministrator } from './last-administrator.ts';
import { CHANNEL_WORDS, UNIT_WORDS } from './words.ts';

/** How a staged unit reads in the store. */
const UNIT = `
  s.name, nullif(s.parent_code, ''),
  case when s.kind = 'COMMUNITY' and s.channel = 'CONTRACT_AGENT' then 'CONTRACT_AGENT_AREA' else s.kind end,
  s.channel, nullif(s.billing_area, '')`;
const STORED = 't.name, t.parent_code, t.kind, t.channel, t.billing_area';

/** The territory. A unit that the file does not carry is retired, never deleted: customers may still lie in it. */
export const orgUnits: FeedDefinition = {
  kind: 'org_units',
  period: 'none',
  columns: [
    { header: '组织编码', name: 'unit_code', type: 'text', required: true },
    { header: '组织名称', name: 'name', type: 'text' },
    { header: '上级编码', name: 'parent_code', type: 'text' },
    { header: '类型', name: 'kind', type: 'word', words: UNIT_WORDS, reason: 'UNKNOWN_TYPE' },
    {
      header: '渠道',
      name: 'channel',
      type: 'word',
      words: { ...CHANNEL_WORDS, '': null },
      reason: 'UNKNOWN_TYPE',
    },
    { header: '计费区域', name: 'billing_area', type: 'text' },
  ],
  fills: { org_unit: ['unit_code', 'parent_code', 'kind'] },
  key: ['unit_code'],
  // A unit has to hang on the tree: reached from a unit without one above, through rows of the file or of the store.
  joins: `left join (
    with recursive link as (
      select unit_code, nullif(parent_code, '') as parent from stage where reason is null
      union
      select unit_code, parent_code from org_unit o
      where not exists (select from stage where stage.unit_code = o.unit_code and stage.reason is null)
    ), reached as (
      select unit_code from link where parent is null
      union
      select link.unit_code from link join reached on link.parent = reached.unit_code
    )
    select unit_code from reached
  ) tree on tree.unit_code = s.unit_code`,
  checks: () => [{ when: 'tree.unit_code is null', reason: 'UNKNOWN_PARENT' }],
  apply: (intake) => keepingAnAdministrator(intake, () => apply(intake)),
};

async function apply(intake: Intake): Promise<Applied> {
  const { client, force, day } = intake;
  const localDifferences = await reportLocal(intake);
  const updated = await client.query(
    `update org_unit t set (name, parent_code, kind, channel, billing_area, retired_on, is_local)
         = row(${UNIT}, null, false)
       from stage s
       where s.reason is null and s.unit_code = t.unit_code and (not t.is_local or $1)
         and (${STORED}, t.retired_on) is distinct from (${UNIT}, null::date)`,
    [force],
  );
  const inserted = await client.query(
    `insert into org_unit (unit_code, name, parent_code, kind, channel, billing_area)
       select s.unit_code, ${UNIT} from stage s
       where s.reason is null and not exists (select from org_unit t where t.unit_code = s.unit_code)
       order by s.line`,
  );
  const retired = await client.query(
    `update org_unit t set retired_on = $1
       where t.retired_on is null and not t.is_local
         and not exists (select from stage s where s.unit_code = t.unit_code)`,
    [day],
  );
  await renewPaths(client);
  return {
    changed: count(updated) + count(inserted),
    removed: count(retired),
    facts: { localDifferences },
  };
}

/** A unit changed on a screen stays as it is; where the file has it otherwise, that is told. */
const reportLocal = ({ client, day, force }: Intake): Promise<number> =>
  replaceFindings(client, {
    kind: 'LOCAL_DIFFERS',
    prefix: 'org_units ',
    day,
    query: force
      ? `select '', '{}'::jsonb where false`
      : `select 'org_units ' || t.unit_code, jsonb_build_object('file', jsonb_build_array(${UNIT}),
           'local', jsonb_build_array(${STORED}))
         from org_unit t join stage s using (unit_code)
         where t.is_local and s.reason is null and (${STORED}) is distinct from (${UNIT})`,
  });

/** Brings the paths in line with the parents, wherever those were changed. */
export async function renewPaths(client: PoolClient): Promise<void> {
  await client.query(`
    with recursive tree as (
      select unit_code, array[unit_code] as path from org_unit where parent_code is null
      union all
      select u.unit_code, tree.path || u.unit_code from org_unit u join tree on u.parent_code = tree.unit_code
      where u.unit_code <> all (tree.path)
    )
    update org_unit u set path = tree.path from tree
    where u.unit_code = tree.unit_code and u.path <> tree.path`);
}
