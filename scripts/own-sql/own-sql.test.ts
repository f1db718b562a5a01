import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findForeignSql } from './check.ts';

const ROOT = join(import.meta.dirname, '../..');

const OWN_FUNCTIONS = new Set([
  'communitiesInReach',
  'unitsInReach',
  'isInReach',
  'worksWithin',
  'worksBeyond',
  'digits',
  'builderOf',
]);

/**
 * What the check cannot see through, each with why it is a text of ours. A new one is a decision; one that is gone must
 * go from here too.
 */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  // Tables and columns as the catalogue of the database names them, quoted by its own rule.
  'server/admin/backup/backup.ts': ['${copyTarget(db, table)}'],
  'server/admin/backup/restore.ts': [
    '${copyTarget(db, table)}',
    "${tables.map(({ table }) => db.escapeIdentifier(table)).join(', ')}",
  ],
  // Conditions of the demo's own lists.
  'server/demo/call-lists.ts': ['${list.customers}'],
  // Tables, columns and checks of the kinds of feeds, which are constants of server/feeds/kinds; the one month among
  // them comes from a file name that was checked.
  'server/feeds/division/subscriptions.ts': ["${list('s')}", "${list('t')}"],
  'server/feeds/merge-rows.ts': [
    "${all.join(', ')}",
    "${columns.join(', ')}",
    '${key[0]}',
    "${list(all, 's')}",
    "${list(columns, 's')}",
    "${list(columns, 't')}",
    "${list(key, 's')}",
    '${sameKey}',
    '${scope}',
    '${source}',
    '${table}',
  ],
  'server/feeds/stage.ts': [
    '${cases}',
    "${columns.join(', ')}",
    "${definition.joins ?? ''}",
    "${definition.key.join(', ')}",
    "${key.join(', ')}",
    '${same}',
  ],
  'server/feeds/statistics.ts': ["${tables.join(', ')}"],
  // Names of columns and parameters, which its callers write as texts of their own.
  'server/modules/administration/terms.ts': ['${staffId}', '${today}', '${where}'],
  // The queries of server/quality/kinds.ts.
  'server/quality/replace-findings.ts': ['${query}'],
  // Functions named after the entities of shared/domain/rows.ts, and tables as the catalogue of the database names them.
  'server/sync/history/audit.ts': ['${builderOf(entity)}'],
  'server/sync/history/heal.ts': ['${table}'],
};

const sources = readdirSync(join(ROOT, 'server'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !path.includes('test-support'));

it('no value stands in the SQL of the server: it goes beside it, as a parameter', () => {
  expect(sources.length).toBeGreaterThan(150);
  const found: Record<string, string[]> = {};
  for (const path of sources) {
    const file = relative(ROOT, path).replaceAll('\\', '/');
    for (const { what } of findForeignSql(file, readFileSync(path, 'utf8'), OWN_FUNCTIONS))
      found[file] = [...new Set([...(found[file] ?? []), what])].sort();
  }
  expect(found).toEqual(KNOWN);
});

const judge = (code: string) =>
  findForeignSql('planted.ts', code, new Set(['reach'])).map(({ what }) => what);

describe('the check', () => {
  it.each([
    ['a parameter', "const f = (name: string) => db.query(`select 1 from staff where name = '${name}'`);"],
    [
      'what a request says',
      'db.query(`update staff set name = ${request.body.name} where staff_id = $1`, [id]);',
    ],
    ['a variable that may be set', 'let order = "name"; db.query(`select 1 from staff order by ${order}`);'],
    [
      'a piece put behind a constant',
      'const ALL = "select 1 from staff"; db.query(`${ALL} where name = ${name}`);',
    ],
    ['an addition', 'db.query("select 1 from staff where name = " + name);'],
    ['what kysely is told to believe', 'sql.raw(name)'],
    ['an argument of a function of ours', 'db.query(`select 1 from (${reach(unit.name)}) r`);'],
  ])('refuses %s', (_what, code) => expect(judge(code)).toHaveLength(1));

  it.each([
    [
      'a constant',
      'const LIVE = "closed_on is null"; db.query(`select 1 from customer where ${LIVE} and id = $1`);',
    ],
    ['a constant of constants', 'const A = "a"; const B = `${A}, b`; db.query(`select ${B} from t`);'],
    ['a choice between texts', 'db.query(`select 1 from t ${again ? "for update" : ""}`);'],
    [
      'a parameter that can be nothing else',
      'const f = (by: "a" | "b") => db.query(`select 1 from t order by ${by}`);',
    ],
    ['what PostgreSQL quotes', 'db.query(`truncate ${db.escapeIdentifier(table)}`);'],
    ['the tag of kysely', 'sql`select 1 from staff where name = ${name}`.execute(db);'],
    ['a message', 'throw new Error(`nobody has the number ${name}`);'],
  ])('lets %s be', (_what, code) => expect(judge(code)).toEqual([]));
});
