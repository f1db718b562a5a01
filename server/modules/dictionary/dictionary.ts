import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type {
  DictionaryLine,
  DictionaryResponse,
  DictionarySave,
  DictionarySaved,
} from '../../../shared/api/dictionary.ts';
import { dictionaryEffect, type SeenName } from '../../../shared/domain/dictionary.ts';
import type { ProductCategoryRow } from '../../../shared/domain/rows.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Caller } from '../../plugins/auth.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { type Db, reachesAll, refuseParts } from '../administration/scope.ts';
import { judgeLines, type Line } from './judge.ts';

/** 'dict': who changes the dictionary takes turns, so that two cannot write the same line. */
const DICTIONARY_KEY = 0x6469_6374;

const NAMES = `
  select 'PRODUCT' as of, product as name, count(*)::int as uses from subscription
  where status <> 'TERMINATED' and missing_since is null and product <> '' group by product
  union all
  select 'PLAN', plan, count(*)::int from agreement where plan <> '' group by plan
  order by uses desc, name`;

/** Lines, and every name that the feeds carry: live subscriptions of products, agreements of plans. */
export async function readDictionary(db: Db, caller: Caller): Promise<DictionaryResponse> {
  const lines = await db.query<Omit<DictionaryLine, 'changed_at'> & { changed_at: Date | null }>(
    `select category_id, of, pattern, category, retired, changed_by, changed_at
     from product_category order by of desc, category, pattern, category_id`,
  );
  const names = await db.query<SeenName>(NAMES);
  return {
    lines: lines.rows.map((line) => ({
      ...line,
      changed_at: line.changed_at && isoInShanghai(line.changed_at),
    })),
    names: names.rows,
    may_edit: await reachesAll(db, caller, 'admin.feeds'),
  };
}

/**
 * Judges lines and, where it is asked for, writes the good ones; clients hear of them with their next sync.
 * @throws ApiError 403 E_SCOPE for whoever administers a part of the region
 */
export const saveDictionary = (
  pool: Pool,
  clock: Clock,
  caller: Caller,
  { file, lines, apply }: DictionarySave,
): Promise<DictionarySaved> =>
  inTransaction(pool, async (client) => {
    await refuseParts(client, caller, 'admin.feeds');
    await client.query('select pg_advisory_xact_lock($1)', [DICTIONARY_KEY]);
    const standing = await client.query<Line>(
      'select category_id, of, pattern, category, retired from product_category',
    );
    const judged = judgeLines(standing.rows, lines, () => `line-${randomUUID()}`);
    const names = await client.query<SeenName>(NAMES);
    const effect = dictionaryEffect(rowsOf(standing.rows), rowsOf(judged.after), names.rows);
    const writing = apply && judged.written.length > 0;
    if (writing) {
      await writeLines(client, clock, caller, judged.written);
      const retired = judged.written.filter((line) => line.retired).length;
      await writeAudit(client, {
        kind: 'DICTIONARY_CHANGED',
        actor: caller.staffNo,
        at: clock.now(),
        deviceId: caller.deviceId,
        subject: subjectOf(file, judged.written),
        detail: {
          ...(file === '' ? {} : { file }),
          rows: lines.length,
          applied: judged.written.length,
          ...(retired > 0 ? { retired } : {}),
          names: effect.names.length,
        },
      });
    }
    return {
      verdicts: judged.verdicts,
      applied: writing ? judged.written.length : 0,
      names: effect.names.length,
      products: effect.products,
      plans: effect.plans,
    };
  });

/** The line itself where it is one, else the workbook. */
const subjectOf = (file: string, [first, ...others]: readonly Line[]): string =>
  file !== '' || first === undefined || others.length > 0
    ? file
    : `${first.pattern} ${first.category}`.slice(0, 200);

const rowsOf = (lines: readonly Line[]): ProductCategoryRow[] =>
  lines
    .filter(({ retired }) => !retired)
    .map(({ category_id: categoryId, of, pattern, category }) => ({ categoryId, of, pattern, category }));

async function writeLines(
  client: PoolClient,
  clock: Clock,
  caller: Caller,
  lines: readonly Line[],
): Promise<void> {
  for (const { category_id, of, pattern, category, retired } of lines) {
    await client.query(
      `insert into product_category (category_id, of, pattern, category, retired, changed_by, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (category_id) do update set of = $2, pattern = $3, category = $4, retired = $5, changed_by = $6,
         changed_at = $7`,
      [category_id, of, pattern, category, retired, caller.staffNo, clock.now()],
    );
  }
}
