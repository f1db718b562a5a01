import { hashPassword } from '../../server/auth/passwords.ts';
import type { Bench } from '../bench.ts';
import type { Store } from '../stage/postgres.ts';
import { post } from '../stage/post.ts';
import { Puller, signIn } from '../stage/puller.ts';
import { cpuSeconds, postgresCpuSeconds } from '../stage/process-figures.ts';
import type { ServerProcess } from '../stage/server-process.ts';
import { median } from '../statistics.ts';

const CUSTOMERS = 20_000;
/** Their customers, `ref`, and what is the person's own: 22 buckets. */
const COMMUNITIES = 20;
const ROUNDS = 5;
const EMPTY_PULLS = 300;
const FULL_PAGES = 30;
const STAFF = { staffNo: 'bench-22', password: 'bench-password-22' };

/**
 * An empty pull costs the processor time of the server's process for whole requests: taking them apart, the look-up of
 * the person, both statements, the answer, compression, the line in the log. What PostgreSQL uses for them stands
 * beside it, and so does what the log says of its own waiting. Of a full page it is the log alone.
 */
export const pulls: Bench = {
  names: [
    'empty_pull_22_buckets_cpu_ms',
    'empty_pull_22_buckets_postgres_cpu_ms',
    'empty_pull_22_buckets_logged_ms',
    'full_page_1k_rows_logged_ms',
  ],
  run: async (stage) => {
    const { server, store } = await stage.site(CUSTOMERS);
    await addStaff(store);
    const session = await signIn(server.url, STAFF.staffNo, STAFF.password);
    const client = new Puller(session.staff.id, (path, body) =>
      post(server.url, path, body, session.access_token),
    );
    const cursors = await client.readAll();
    const held = Object.keys(cursors).length;
    if (held !== COMMUNITIES + 2) throw new Error(`${held} buckets`);
    const emptyPulls = async (): Promise<void> => {
      for (let i = 0; i < EMPTY_PULLS; i++) await client.pull(cursors);
    };

    // What is compiled and planned at the first requests is not what a request costs.
    await emptyPulls();
    await serverTimes(server, client.sent);
    const ours: number[] = [];
    const postgres: number[] = [];
    const logged: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [server0, postgres0] = [cpuSeconds(server.pid), await postgresCpuSeconds(store.pool)];
      await emptyPulls();
      ours.push(((cpuSeconds(server.pid) - server0) * 1000) / EMPTY_PULLS);
      postgres.push((((await postgresCpuSeconds(store.pool)) - postgres0) * 1000) / EMPTY_PULLS);
      logged.push(median(await serverTimes(server, EMPTY_PULLS)));
    }
    for (let i = 0; i < FULL_PAGES; i++) await client.pull({});
    const full = await serverTimes(server, FULL_PAGES);
    return [
      { name: 'empty_pull_22_buckets_cpu_ms', value: median(ours), most: 1 },
      { name: 'empty_pull_22_buckets_postgres_cpu_ms', value: median(postgres) },
      { name: 'empty_pull_22_buckets_logged_ms', value: median(logged) },
      { name: 'full_page_1k_rows_logged_ms', value: median(full) },
    ];
  },
};

/** An account manager of the twenty largest communities. */
async function addStaff({ pool }: Store): Promise<void> {
  const staffId = STAFF.staffNo;
  await pool.query(
    `insert into staff (staff_id, staff_no, name, password_hash, password_set_at, must_change_password, is_local)
     values ($1, $1, $1, $2, now(), false, true)`,
    [staffId, await hashPassword(STAFF.password)],
  );
  await pool.query(
    `insert into staff_role (staff_id, role, unit_code, is_local)
     select $1, 'ACCOUNT_MANAGER', community_code, true
     from customer join org_unit on unit_code = community_code and kind <> 'UNASSIGNED_POOL'
     group by community_code order by count(*) desc, community_code limit $2`,
    [staffId, COMMUNITIES],
  );
}

/** Log lines come through a pipe, a moment after the answers. */
async function serverTimes(server: ServerProcess, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let waited = 0; times.length < count && waited < 15_000; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const { route, ms } of server.takeLogged()) if (route === '/sync/v1/pull') times.push(ms);
  }
  if (times.length !== count) throw new Error(`${times.length} of ${count} pulls were logged`);
  return times;
}
