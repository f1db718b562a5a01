import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { Figure } from '../figure.ts';
import type { LoadMessage, LoadOrder, LoadReport } from '../scale/load.ts';
import { issueTokens } from '../scale/tokens.ts';
import { cpuSeconds, postgresCpuSeconds, residentMib } from '../stage/process-figures.ts';
import { startServer } from '../stage/server-process.ts';
import type { ServerProcess } from '../stage/server-process.ts';
import { note } from '../stage/stage.ts';
import type { Site } from '../stage/stage.ts';
import { median, quantile } from '../statistics.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MOST_MS = 250;
const RESIDENT_EVERY_MS = 1000;
/** Memory in the last third of the run, as a share of that in the first: the collector comes and goes. */
const MOST_GROWTH = 1.15;

/** Clients at work, each pulling every 10 s and writing every 30 s, on the cores of the servers. */
interface Crowd {
  clients: number;
  /** Clients are dealt out among them: several devices of one person. */
  people: number;
  seconds: number;
}

/** Two hundred clients over one server. */
export const scale = (customers: number): Bench => {
  const crowd: Crowd = { clients: 200, people: 20, seconds: 90 };
  return {
    names: [
      'scale_200_pull_p95_ms',
      'scale_200_push_p95_ms',
      'scale_200_errors',
      'scale_200_differing_buckets',
      'scale_200_server_resident_mib',
      'scale_200_server_cpu_share',
      'scale_200_postgres_cpu_share',
    ],
    run: async (stage) => {
      const site = await stage.site(customers);
      const { server, store } = site;
      const resident: number[] = [];
      const load = await loadOf(site, [server], crowd);
      try {
        const watching = setInterval(() => resident.push(residentMib(server.pid)), RESIDENT_EVERY_MS);
        const [server0, postgres0] = [cpuSeconds(server.pid), await postgresCpuSeconds(store.pool)];
        const report = await load.work().finally(() => clearInterval(watching));
        const postgres = (await postgresCpuSeconds(store.pool)) - postgres0;
        describe(report);
        const third = Math.floor(resident.length / 3);
        return [
          ...figuresOf('scale_200', report),
          {
            name: 'scale_200_server_resident_mib',
            value: median(resident.slice(-third)),
            floor: median(resident.slice(0, third)),
            most: MOST_GROWTH,
          },
          { name: 'scale_200_server_cpu_share', value: (cpuSeconds(server.pid) - server0) / crowd.seconds },
          { name: 'scale_200_postgres_cpu_share', value: postgres / crowd.seconds },
        ];
      } finally {
        load.stop();
      }
    },
  };
};

/** Five hundred clients over two servers of one store; one of the two is killed half-way. */
export const scaleOfTwo = (customers: number): Bench => {
  const crowd: Crowd = { clients: 500, people: 40, seconds: 300 };
  return {
    names: [
      'scale_500_pull_p95_ms',
      'scale_500_push_p95_ms',
      'scale_500_errors',
      'scale_500_differing_buckets',
      'scale_500_lost_edits',
      'scale_500_clients_that_changed_server',
    ],
    run: async (stage) => {
      const site = await stage.site(customers);
      const second = await startServer({
        databaseUrl: site.store.url,
        rendererDir: await stage.pageFolder(),
      });
      let load: Load | undefined;
      try {
        load = await loadOf(site, [site.server, second], crowd);
        const killing = setTimeout(
          () => void second.kill().then(() => note('one of the servers was killed')),
          (crowd.seconds * 1000) / 2,
        );
        const report = await load.work().finally(() => clearTimeout(killing));
        describe(report);
        return [
          ...figuresOf('scale_500', report),
          { name: 'scale_500_lost_edits', value: await lostOf(site, report.acknowledged), most: 0 },
          { name: 'scale_500_clients_that_changed_server', value: report.switched },
        ];
      } finally {
        load?.stop();
        await second.kill();
      }
    },
  };
};

async function loadOf(site: Site, servers: readonly ServerProcess[], crowd: Crowd): Promise<Load> {
  note(`issuing tokens to ${crowd.people} people`);
  const people = await issueTokens(site.store, crowd.people);
  note(`${crowd.clients} clients download`);
  const { clients, seconds } = crowd;
  const load = new Load({ urls: servers.map(({ url }) => url), people, clients, seconds });
  try {
    await load.ready();
  } catch (error) {
    load.stop();
    throw error;
  }
  note(`and work for ${seconds} s`);
  return load;
}

const figuresOf = (name: string, report: LoadReport): Figure[] => [
  { name: `${name}_pull_p95_ms`, value: quantile(report.pulls, 0.95), most: MOST_MS },
  { name: `${name}_push_p95_ms`, value: quantile(report.pushes, 0.95), most: MOST_MS },
  { name: `${name}_errors`, value: report.errors.length, most: 0 },
  { name: `${name}_differing_buckets`, value: report.differing.length, most: 0 },
];

/** Acknowledged notes that the store does not hold. */
async function lostOf({ store }: Site, acknowledged: readonly string[]): Promise<number> {
  const { rows } = await store.pool.query<{ lost: number }>(
    `select count(*)::int as lost from unnest($1::text[]) as told(id)
     where not exists (select from interaction i where i.interaction_id = told.id)`,
    [acknowledged],
  );
  return rows[0]!.lost;
}

function describe({ pulls, pushes, rows, errors, compared, differing }: LoadReport): void {
  for (const [what, ms] of Object.entries({ pulls, pushes })) {
    note(
      `${ms.length} ${what}: median ${median(ms).toFixed(1)} ms, longest ${Math.max(...ms).toFixed(1)} ms`,
    );
  }
  note(`${rows} rows were pulled; ${compared} buckets were compared at the end`);
  for (const error of [...errors, ...differing.slice(0, 5)]) note(error);
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
    // Their end may be known before their last word has arrived; that the line is cut is not.
    const ended = once(this.#child, 'disconnect').then(() => {
      throw new Error('the clients ended without a word');
    });
    const said = once(this.#child, 'message').then(([message]) => message as LoadMessage);
    const message = await Promise.race([said, ended]);
    if (message.kind !== kind) throw new Error(`the clients said ${message.kind}`);
    return message as Extract<LoadMessage, { kind: Kind }>;
  }
}
