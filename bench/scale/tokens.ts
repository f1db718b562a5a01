import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Store } from '../stage/postgres.ts';
import type { LoadPerson } from './load.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Account managers with a customer each, and tokens as whoever runs a server gets them. */
export async function issueTokens(store: Store, count: number): Promise<LoadPerson[]> {
  const { rows } = await store.pool.query<{ staffNo: string; staffId: string; customerCode: string }>(
    `select s.staff_no as "staffNo", s.staff_id as "staffId", min(c.customer_code) as "customerCode"
     from staff s
     join staff_role r on r.staff_id = s.staff_id and r.role = 'ACCOUNT_MANAGER'
     join customer c on c.community_code = r.unit_code and c.closed_on is null
     where s.disabled_at is null and r.valid_from is null and r.valid_to is null and r.channel is null
     group by s.staff_no, s.staff_id order by s.staff_no limit $1`,
    [count],
  );
  if (rows.length < count) throw new Error(`the demo has ${rows.length} account managers with customers`);
  const people: LoadPerson[] = [];
  for (const { staffNo, staffId, customerCode } of rows) {
    people.push({ staffId, customerCode, token: await tokenOf(store, staffNo) });
  }
  return people;
}

/** As `npm run admin -- issue-token` prints it. */
export async function tokenOf(store: Store, staffNo: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(ROOT, 'server', 'admin', 'cli.ts'), 'issue-token', staffNo],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: store.url } },
  );
  return stdout.trim();
}
