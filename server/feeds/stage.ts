import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { sqlTypeOf } from './csv/columns.ts';
import type { FeedDefinition, Intake } from './definition.ts';
import type { SetAsideReason } from './reasons.ts';

/** Puts the scanned rows into the temporary table `stage`: line, the columns of the kind, reason. */
export async function stageRows(client: PoolClient, definition: FeedDefinition, copy: Buffer): Promise<void> {
  const columns = definition.columns.map((column) => `${column.name} ${sqlTypeOf(column)}`);
  await client.query('drop table if exists pg_temp.stage');
  await client.query(
    `create temporary table stage (line integer not null, ${columns.join(', ')}, reason text) on commit drop`,
  );
  const stream = client.query(copyFrom('copy stage from stdin'));
  stream.end(copy);
  await once(stream, 'finish');
  await client.query(`analyze stage (line, reason, ${definition.key.join(', ')})`);
}

export interface SetAside {
  line: number;
  reason: SetAsideReason;
}

/** Gives the rows their reason that only the store can judge, then to duplicates; lists all that have one. */
export async function setAsideBadRows(definition: FeedDefinition, intake: Intake): Promise<SetAside[]> {
  const { client } = intake;
  const checks = definition.checks?.(intake) ?? [];
  if (checks.length > 0) {
    const cases = checks.map(({ when, reason }) => `when ${when} then '${reason}'`).join(' ');
    await client.query(`
      update stage set reason = judged.verdict
      from (
        select s.line, case ${cases} end as verdict from stage s ${definition.joins ?? ''} where s.reason is null
      ) judged
      where judged.verdict is not null and stage.line = judged.line`);
  }
  await setAsideDuplicates(definition, client);
  const { rows } = await client.query<SetAside>(
    'select line, reason from stage where reason is not null order by line',
  );
  return rows;
}

async function setAsideDuplicates({ key }: FeedDefinition, client: PoolClient): Promise<void> {
  const same = key.map((name) => `stage.${name} is not distinct from twice.${name}`).join(' and ');
  await client.query(`
    update stage set reason = 'DUPLICATE_KEY'
    from (
      select ${key.join(', ')}, min(line) as first from stage where reason is null
      group by ${key.join(', ')} having count(*) > 1
    ) twice
    where ${same} and stage.reason is null and stage.line > twice.first`);
}
