import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import type { LoadMessage, LoadOrder, LoadPerson, LoadReport } from '../scale/load.ts';
import { cpuSeconds, postgresCpuSeconds, residentMib } from '../stage/process-figures.ts';
import { note } from '../stage/stage.ts';
import type { Site } from '../stage/stage.ts';
import { median, quantile } from '../statistics.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CLIENTS = 200;
const PEOPLE = 20;
const SECONDS = 90;
const MOST_MS = 250;
const RESIDENT_EVERY_MS = 1000;
/** Memory in the last third of the run, as a share of that in the first: the collector comes and goes. */
const MOST_GROWTH = 1.15;

/** Two hundred clients at work, each pulling every 10 s and writing every 30 s, on the cores of the server. */
export const scale = (customers: number): Bench => ({
  names: [
    'scale_200_pull_p95_ms',
    'scale_200_push_p95_ms',
    'scale_200_errors',
    'scale_200_server_resident_mib',
    'scale_200_server_cpu_share',
    'scale_200_postgres_cpu_share',
  ],
  run: async (stage) => {
    const site = await stage.site(customers);
    note(`issuing tokens to ${PEOPLE} people`);
    const people = await issueTokens(site);
    note(`${CLIENTS} clients download`);
    const { server, store } = site;
    const load = new Load({ url: server.url, people, clients: CLIENTS, seconds: SECONDS });
    try {
      await load.ready();
      note(`and work for ${SECONDS} s`);
      const resident: number[] = [];
      const watching = setInterval(() => resident.push(residentMib(server.pid)), RESIDENT_EVERY_MS);
      const [server0, postgres0] = [cpuSeconds(server.pid), await postgresCpuSeconds(store.pool)];
      const report = await load.work().finally(() => clearInterval(watching));
      const postgres = (await postgresCpuSeconds(store.pool)) - postgres0;
      describe(report);
      const third = Math.floor(resident.length / 3);
      return [
        { name: 'scale_200_pull_p95_ms', value: quantile(report.pulls, 0.95), most: MOST_MS },
        { name: 'scale_200_push_p95_ms', value: quantile(report.pushes, 0.95), most: MOST_MS },
        { name: 'scale_200_errors', value: report.errors.length, most: 0 },
        {
          name: 'scale_200_server_resident_mib',
          value: median(resident.slice(-third)),
          floor: median(resident.slice(0, third)),
          most: MOST_GROWTH,
        },
        { name: 'scale_200_server_cpu_share', value: (cpuSeconds(server.pid) - server0) / SECONDS },
        { name: 'scale_200_postgres_cpu_share', value: postgres / SECONDS },
      ];
    } finally {
      load.stop();
    }
  },
});

function describe({ pulls, pushes, rows, errors }: LoadReport): void {
  for (const [what, ms] of Object.entries({ pulls, pushes })) {
    note(
      `${ms.length} ${what}: median ${median(ms).toFixed(1)} ms, longest ${Math.max(...ms).toFixed(1)} ms`,
    );
  }
  note(`${rows} rows were pulled`);
  for (const error of errors) note(error);
}

/** Account managers with a customer each, and tokens as whoever runs a server gets them. */
async function issueTokens({ store }: Site): Promise<LoadPerson[]> {
  const { rows } = await store.pool.query<{ staffNo: string; staffId: string; customerCode: string }>(
    `select s.staff_no as "staffNo", s.staff_id as "staffId", min(c.customer_code) as "customerCode"
     from staff s
     join staff_role r on r.staff_id = s.staff_id and r.role = 'ACCOUNT_MANAGER'
     join customer c on c.community_code = r.unit_code and c.closed_on is null
     where s.disabled_at is null and r.valid_from is null and r.valid_to is null and r.channel is null
     group by s.staff_no, s.staff_id order by s.staff_no limit $1`,
    [PEOPLE],
  );
  if (rows.length < PEOPLE) throw new Error(`the demo has ${rows.length} account managers with customers`);
  const people: LoadPerson[] = [];
  for (const { staffNo, staffId, customerCode } of rows) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'server', 'admin', 'cli.ts'), 'issue-token', staffNo],
      { cwd: ROOT, env: { ...process.env, DATABASE_URL: store.url } },
    );
    people.push({ staffId, customerCode, token: stdout.trim() });
  }
  return people;
}

/** The process that plays the clients. */
class Load {
  readonly #child;
  readonly #order: LoadOrder;

  constructor(order: LoadOrder) {
    this.#order = order;
    this.#child = fork(join(ROOT, 'bench', 'scale', 'load-process.ts'), { cwd: ROOT });
  }

  async ready(): Promise<void> {
    this.#child.send(this.#order);
    await this.#hear('ready');
  }

  async work(): Promise<LoadReport> {
    this.#child.send('go');
    return this.#hear('done');
  }

  stop(): void {
    this.#child.kill();
  }

  async #hear<Kind extends LoadMessage['kind']>(kind: Kind): Promise<Extract<LoadMessage, { kind: Kind }>> {
    const ended = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`the clients ended with ${String(code)}`);
    });
    const said = once(this.#child, 'message').then(([message]) => message as LoadMessage);
    const message = await Promise.race([said, ended]);
    if (message.kind !== kind) throw new Error(`the clients said ${message.kind}`);
    return message as Extract<LoadMessage, { kind: Kind }>;
  }
}
