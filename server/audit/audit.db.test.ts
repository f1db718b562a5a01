import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../test-support/fresh-database.ts';
import { insertPerson, insertUnits } from '../test-support/people.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { writeAudit } from './write-audit.ts';

let database: FreshDatabase;
const AT = new Date('2026-11-20T01:00:00Z');

beforeAll(async () => {
  database = await freshDatabase();
  await insertUnits(database.pool, [{ unitCode: 'GX', kind: 'REGIONAL_COMPANY' }]);
  await insertPerson(database.pool, {
    staffNo: 'wei',
    name: '韦小兰',
    roles: [{ role: 'REGION_SYSTEM_ADMIN', unitCode: 'GX' }],
  });
});
afterAll(() => database.drop());

const subjects = async (): Promise<string[]> =>
  (
    await database.pool.query<{ subject: string }>('select subject from audit_event order by event_id')
  ).rows.map((row) => row.subject);

it('stands or falls with the transaction of the deed', async () => {
  const failing = inTransaction(database.pool, async (client) => {
    await writeAudit(client, { kind: 'EXPORTED', actor: 'wei', at: AT, subject: 'undone' });
    throw new Error('the export failed');
  });
  await expect(failing).rejects.toThrow('the export failed');
  await inTransaction(database.pool, (client) =>
    writeAudit(client, { kind: 'EXPORTED', actor: 'wei', at: AT, subject: 'done', detail: { rows: 3 } }),
  );
  expect(await subjects()).toEqual(['done']);
  const { rows } = await database.pool.query('select actor_name, unit_code, detail, at from audit_event');
  expect(rows).toEqual([{ actor_name: '韦小兰', unit_code: 'GX', detail: { rows: 3 }, at: AT }]);
});

it.each([
  `update audit_event set subject = 'nothing happened'`,
  'delete from audit_event',
  'truncate audit_event',
])('is changed by nobody: %s', async (statement) => {
  await expect(database.pool.query(statement)).rejects.toThrow('only ever added to');
  expect(await subjects()).toEqual(['done']);
});

it('tells of files taken in by itself, as many as there were', async () => {
  await database.pool.query(
    `insert into feed_run (kind, file, sha256, outcome, rows_read) values ('staff', 'staff.csv', 'x', 'TAKEN', 2)`,
  );
  const { rows } = await database.pool.query(
    `select kind, actor, subject, detail ->> 'read' as read from audit_event where kind = 'FEED_TAKEN'`,
  );
  expect(rows).toEqual([{ kind: 'FEED_TAKEN', actor: 'system', subject: 'staff.csv', read: '2' }]);
});
