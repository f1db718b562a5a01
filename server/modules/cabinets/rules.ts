import type { Pool, PoolClient } from 'pg';
import type {
  CabinetChange,
  CabinetRuleFields,
  CabinetRuleRow,
  CabinetRulesResponse,
} from '../../../shared/api/cabinets.ts';
import { holdsCustomers } from '../../../shared/domain/org-units.ts';
import { mayAt } from '../../../shared/domain/permissions.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { ApiError } from '../../api-error.ts';
import type { Caller } from '../../plugins/auth.ts';
import { type DivisionUnit, readUnits } from '../division/territory.ts';

/** Whoever may edit cabinets somewhere in a billing area keeps the rules of that area. */
export const areasOf = (caller: Caller, units: ReadonlyMap<string, DivisionUnit>): Set<string> =>
  new Set(
    [...units.values()]
      .filter((unit) => unit.billingArea !== null && mayAt(caller.grants, 'cabinet.edit', unit))
      .flatMap((unit) => (unit.billingArea === null ? [] : [unit.billingArea])),
  );

export async function listRules(
  pool: Pool,
  caller: Caller,
  query: { search: string; offset: number; limit: number },
): Promise<CabinetRulesResponse> {
  const areas = areasOf(caller, await readUnits(pool));
  const digits = query.search.replace(/[^0-9]/g, '');
  const { rows } = await pool.query<Omit<CabinetRuleRow, 'may_edit'> & { total: number }>(
    `select r.rule_id, r.cabinet, r.billing_area, r.range_from, r.range_to, r.community_code,
       u.name as community_name, r.is_local, count(*) over () as total
     from cabinet_rule r left join org_unit u on u.unit_code = r.community_code
     where r.retired_on is null and r.billing_area = any($1)
       and ($2 = '' or strpos(lower(concat_ws(' ', r.cabinet, r.billing_area, r.community_code, u.name)), lower($2)) > 0
         or ($3 ~ '^[0-9]{7,}$' and $3::numeric between r.from_digits and r.to_digits))
     order by r.cabinet, r.from_digits nulls first, r.rule_id offset $4 limit $5`,
    [[...areas], query.search, digits, query.offset, query.limit],
  );
  return {
    rules: rows.map(({ total: _total, ...rule }) => ({ ...rule, may_edit: true })),
    total: rows[0]?.total ?? 0,
  };
}

/**
 * Carries a change out in the caller's transaction. Returns the cabinets whose numbers may be matched otherwise now.
 * What a screen changes is local: a later file reports the difference and leaves it.
 */
export async function applyChange(
  client: PoolClient,
  caller: Caller,
  change: CabinetChange,
  today: Day,
): Promise<string[]> {
  const units = await readUnits(client);
  const areas = areasOf(caller, units);
  const before = change.kind === 'ADD' ? undefined : await lockRule(client, change.rule_id);
  if (before && !areas.has(before.billing_area)) throw outside();
  if (change.kind !== 'RETIRE') checkFields(caller, change.rule, areas, units);

  switch (change.kind) {
    case 'ADD':
      await insertRule(client, change.rule);
      return [change.rule.cabinet];
    case 'CHANGE':
      await updateRule(client, change.rule_id, { before: before!, rule: change.rule }, today);
      return [...new Set([before!.cabinet, change.rule.cabinet])];
    case 'RETIRE':
      await client.query('update cabinet_rule set retired_on = $2, is_local = true where rule_id = $1', [
        change.rule_id,
        today,
      ]);
      return [before!.cabinet];
  }
}

const outside = (): ApiError => new ApiError(403, 'E_SCOPE', 'rules of this billing area are kept by others');

function checkFields(
  caller: Caller,
  rule: CabinetRuleFields,
  areas: ReadonlySet<string>,
  units: ReadonlyMap<string, DivisionUnit>,
): void {
  if (!areas.has(rule.billing_area)) throw outside();
  if (rule.community_code === null) return;
  const community = units.get(rule.community_code);
  if (!community || community.retired || !holdsCustomers(community)) {
    throw new ApiError(400, 'E_REQUEST', 'there is no such community', { field: 'community_code' });
  }
  if (!mayAt(caller.grants, 'cabinet.edit', community)) {
    throw new ApiError(403, 'E_SCOPE', 'customers of this community are placed by others');
  }
}

async function lockRule(client: PoolClient, ruleId: number): Promise<CabinetRuleFields> {
  const { rows } = await client.query<CabinetRuleFields>(
    `select cabinet, billing_area, range_from, range_to, community_code from cabinet_rule
     where rule_id = $1 and retired_on is null for update`,
    [ruleId],
  );
  if (!rows[0]) throw new ApiError(404, 'E_NOT_FOUND', 'there is no such rule');
  return rows[0];
}

const columnsOf = (rule: CabinetRuleFields): unknown[] => [
  rule.cabinet,
  rule.billing_area,
  rule.range_from,
  rule.range_to,
  rule.community_code,
  rule.range_from.replace(/[^0-9]/g, '') || null,
  rule.range_to.replace(/[^0-9]/g, '') || null,
];

async function insertRule(client: PoolClient, rule: CabinetRuleFields): Promise<void> {
  await refuseTwin(client, rule, 0);
  await forgetRetired(client, rule);
  // Of two who add the same at once the second finds it there.
  await client.query(
    `insert into cabinet_rule (cabinet, billing_area, range_from, range_to, community_code, from_digits, to_digits, is_local)
     values ($1, $2, $3, $4, $5, $6::numeric, $7::numeric, true)
     on conflict (cabinet, range_from, range_to, community_code)
       do update set billing_area = excluded.billing_area, retired_on = null, is_local = true`,
    columnsOf(rule),
  );
}

/**
 * Where the cabinet or the range is another one from now on, the rule as it was stays behind, retired and local: files
 * know a rule by these, and would bring it back beside its change.
 */
async function updateRule(
  client: PoolClient,
  ruleId: number,
  { before, rule }: Record<'before' | 'rule', CabinetRuleFields>,
  today: Day,
): Promise<void> {
  await refuseTwin(client, rule, ruleId);
  await forgetRetired(client, rule);
  await client.query(
    `update cabinet_rule set cabinet = $1, billing_area = $2, range_from = $3, range_to = $4, community_code = $5,
       from_digits = $6::numeric, to_digits = $7::numeric, is_local = true where rule_id = $8`,
    [...columnsOf(rule), ruleId],
  );
  if (
    before.cabinet !== rule.cabinet ||
    before.range_from !== rule.range_from ||
    before.range_to !== rule.range_to
  ) {
    await client.query(
      `insert into cabinet_rule (cabinet, billing_area, range_from, range_to, community_code, from_digits, to_digits,
         is_local, retired_on)
       values ($1, $2, $3, $4, $5, $6::numeric, $7::numeric, true, $8)`,
      [...columnsOf(before), today],
    );
  }
}

/** A retired rule with the same words is in the way of the unique key, or, without a community, would be doubled. */
async function forgetRetired(client: PoolClient, rule: CabinetRuleFields): Promise<void> {
  await client.query(
    `delete from cabinet_rule where cabinet = $1 and range_from = $2 and range_to = $3
       and community_code is not distinct from $4 and retired_on is not null`,
    [rule.cabinet, rule.range_from, rule.range_to, rule.community_code],
  );
}

/** Two rules of one range would be a tie. */
async function refuseTwin(client: PoolClient, rule: CabinetRuleFields, exceptId: number): Promise<void> {
  const { rowCount } = await client.query(
    `select from cabinet_rule where cabinet = $1 and range_from = $2 and range_to = $3 and retired_on is null
       and rule_id <> $4`,
    [rule.cabinet, rule.range_from, rule.range_to, exceptId],
  );
  if ((rowCount ?? 0) > 0) {
    throw new ApiError(409, 'E_RULE_EXISTS', 'this cabinet has a rule for that range already', {
      field: 'range_from',
    });
  }
}
