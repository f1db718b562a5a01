import { createReadStream } from 'node:fs';
import { appendFile, cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { FEED_HEADERS, compact } from '../../server/demo/feed-files.ts';
import { generateDemoFeeds, type DemoSummary } from '../../server/demo/generate.ts';
import { folderSink } from '../../server/demo/sinks.ts';
import { takeFeeds } from '../../server/feeds/take.ts';
import {
  type ApplyResponse,
  type DryRunResponse,
  type SheetResponse,
  MAX_SHEET_ROWS,
} from '../../shared/api/division.ts';
import { openPeriodOn } from '../../shared/domain/allocation-period.ts';
import { dayOf, type Month } from '../../shared/lib/dates.ts';
import type { Bench } from '../bench.ts';
import type { Figure } from '../figure.ts';
import { LoadClient } from '../scale/load-client.ts';
import type { LoadPerson, LoadReport } from '../scale/load.ts';
import { issueTokens, tokenOf } from '../scale/tokens.ts';
import { demoClock, demoOptions } from '../stage/demo.ts';
import type { Store } from '../stage/postgres.ts';
import { type ServerProcess, startServer } from '../stage/server-process.ts';
import { note, type Stage } from '../stage/stage.ts';
import { quantile } from '../statistics.ts';

const NEW = 5_000;
const PULLERS = 10;

/** One customer of the demo has a little more than one subscription. */
const SUBSCRIPTIONS_PER_CUSTOMER = 1.08;

/**
 * A store of a million subscriptions: a full billing file with 5,000 new ones is taken and divided (beside a plain COPY
 * of that file), a sheet of 20,000 rows is checked, and written as one batch while clients go on pulling.
 */
export const divisionScale = (subscriptions: number): Bench => ({
  names: [
    'scale_division_take_s',
    'scale_division_dry_run_20k_s',
    'scale_division_batch_20k_s',
    'scale_division_pull_meanwhile_p95_ms',
  ],
  run: async (stage) => {
    const files = await writeFiles(stage, subscriptions);
    const store = await stage.emptyStore();
    note('taking the opening stock');
    await takeFolder(store, files.opening);
    await store.pool.query('vacuum (analyze)');
    const floor = await copySeconds(store, files.billing);
    const took = await secondsOf(() => takeFolder(store, files.today));
    const { rows } = await store.pool.query<{ all: number; fresh: number }>(
      `select (select count(*) from subscription)::int as all,
         (select count(*) from customer where not opening_stock)::int as fresh`,
    );
    note(`${rows[0]!.all} subscriptions, ${rows[0]!.fresh} customers were founded and divided`);
    return [{ name: 'scale_division_take_s', value: took, floor }, ...(await batchFigures(stage, store))];
  },
});

interface Files {
  opening: string;
  today: string;
  /** The full billing file of the second day. */
  billing: string;
}

const DIVISION_KINDS = /(^|\/)(org_units|staff|cross_boxes|line97|billing_users)[^/]*$/;

/**
 * The demo's own files as far as division reads them, and a second billing file: the first one's rows and 5,000 new
 * accounts at numbers that 97 knows.
 */
async function writeFiles(stage: Stage, subscriptions: number): Promise<Files> {
  note(`writing feed files of ${subscriptions} subscriptions`);
  const folder = await stage.folder('division-');
  const sink = folderSink(folder);
  const nowhere = { rows: 0, row: () => undefined, plainRow: () => undefined };
  const options = demoOptions(Math.round(subscriptions / SUBSCRIPTIONS_PER_CUSTOMER));
  const demo: DemoSummary = generateDemoFeeds(options, {
    open: (file, header) => (DIVISION_KINDS.test(file) ? sink.open(file, header) : nowhere),
    close: () => sink.close(),
  });
  const [opening, today] = demo.days.map(compact) as [string, string];
  const second = await stage.folder('division-second-');
  const target = join(second, today);
  await mkdir(target, { recursive: true });
  const [first] = (await readdir(join(folder, opening))).filter((name) => name.startsWith('billing_users'));
  if (first === undefined) throw new Error('the demo wrote no billing file');
  const billing = join(target, `billing_users_${today}.csv`);
  await cp(join(folder, opening, first), billing);
  await appendFile(billing, await newRows(billing));
  return { opening: join(folder, opening), today: target, billing };
}

/** Rows of the file with a subscription and an account that nobody has. */
async function newRows(path: string): Promise<string> {
  const lines = createInterface({ input: createReadStream(path) });
  let columns: string[] | undefined;
  const made: string[] = [];
  for await (const line of lines) {
    if (columns === undefined) {
      columns = line.replace('\uFEFF', '').split(',');
      continue;
    }
    const cells = line.split(',');
    // A quoted cell would be cut: such rows are few, and others serve as well.
    if (cells.length !== columns.length) continue;
    cells[columns.indexOf('用户ID')] = `NEW${made.length}`;
    cells[columns.indexOf('合同号')] = `NEWHT${made.length}`;
    made.push(cells.join(','));
    if (made.length === NEW) break;
  }
  lines.close();
  return `${made.join('\n')}\n`;
}

async function takeFolder({ pool }: Store, folder: string): Promise<void> {
  const runs = await takeFeeds(pool, folder, { demo: true, clock: demoClock });
  const refused = runs.find((run) => run.outcome === 'REFUSED');
  if (refused) throw new Error(`${refused.file} was refused: ${refused.refusal} ${refused.detail}`);
}

async function copySeconds({ pool }: Store, path: string): Promise<number> {
  const client = await pool.connect();
  try {
    const columns = FEED_HEADERS.billing_users.split(',').map((_, i) => `c${i} text`);
    await client.query(`create table plain_billing (${columns.join(', ')})`);
    return await secondsOf(() =>
      pipeline(
        createReadStream(path, { highWaterMark: 1024 * 1024 }),
        client.query(copyFrom('copy plain_billing from stdin with (format csv, header)')),
      ),
    );
  } finally {
    await client.query('drop table if exists plain_billing');
    client.release();
  }
}

/** By the machine's clock, because the server runs by it: 20,000 customers become new ones of the month that is open. */
async function batchFigures(stage: Stage, store: Store): Promise<Figure[]> {
  const month = openPeriodOn(dayOf(new Date()));
  if (month === null) {
    note('no window is open from the 4th to the 8th: the batch is not measured on these days');
    return [];
  }
  const network = await networkOf(store);
  await store.pool.query(
    `update customer set opening_stock = false, first_seen_month = $1 where customer_code in (
       select c.customer_code from customer c join org_unit u on u.unit_code = c.community_code
       where u.path @> array[$2] order by c.customer_code limit $3)`,
    [month, network.unit, MAX_SHEET_ROWS],
  );
  await store.pool.query(`update customer set opening_stock = true where first_seen_month <> $1`, [month]);
  await store.pool.query('vacuum (analyze) customer');
  const server = await startServer({ databaseUrl: store.url, rendererDir: await stage.folder('empty-') });
  const pullers = new Pullers(server, await issueTokens(store, PULLERS));
  try {
    await pullers.ready();
    return await writeBatch(server, await tokenOf(store, network.staffNo), month, pullers);
  } finally {
    await pullers.stop();
    await server.stop();
  }
}

async function writeBatch(
  server: ServerProcess,
  token: string,
  month: Month,
  pullers: Pullers,
): Promise<Figure[]> {
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${server.url}/division/v1/periods/${month}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'sync-protocol': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const sheet = await ask<SheetResponse>('/sheet');
  const communities = sheet.targets.filter((target) => !target.is_pool);
  const rows = sheet.rows.slice(0, MAX_SHEET_ROWS).map((row, at) => {
    const [here, next] = [communities[at % communities.length]!, communities[(at + 1) % communities.length]!];
    // Somewhere else than where he is.
    const goes = here.community_code === row.community_code ? next : here;
    return {
      line: at + 2,
      row_key: row.row_key,
      version: row.version,
      customer_code: row.customer_code,
      community: goes.community_code,
      segment: '',
    };
  });
  const body = { file_name: 'bench.xlsx', rows };
  let checked: DryRunResponse | undefined;
  const dry = await secondsOf(async () => (checked = await ask<DryRunResponse>('/dry-run', body)));
  note(`dry run of ${rows.length} rows: ${checked!.accepted} accepted, ${checked!.rejected} rejected`);
  pullers.begin();
  let applied: ApplyResponse | undefined;
  const batch = await secondsOf(
    async () => (applied = await ask<ApplyResponse>('/apply', { ...body, take: 'GOOD' })),
  );
  const { pulls, rows: pulled } = await pullers.end();
  note(`${applied!.accepted} customers moved; ${pulls.length} pulls meanwhile brought ${pulled} rows`);
  return [
    { name: 'scale_division_dry_run_20k_s', value: dry, most: 5 },
    { name: 'scale_division_batch_20k_s', value: batch, most: 20 },
    ...(pulls.length > 0
      ? [{ name: 'scale_division_pull_meanwhile_p95_ms', value: quantile(pulls, 0.95) }]
      : []),
  ];
}

/** Clients that hold everything of theirs and ask for news again and again. */
class Pullers {
  readonly #clients: LoadClient[];
  #report: LoadReport = emptyReport();
  #going = false;
  #work: Promise<unknown> = Promise.resolve();

  constructor(server: ServerProcess, people: readonly LoadPerson[]) {
    this.#clients = people.map((person) => new LoadClient([server.url], 0, person));
  }

  async ready(): Promise<void> {
    for (const client of this.#clients) await client.pull(this.#report);
  }

  begin(): void {
    this.#report = emptyReport();
    this.#going = true;
    this.#work = Promise.all(
      this.#clients.map(async (client) => {
        while (this.#going) {
          await client.pull(this.#report);
          await new Promise((resume) => setTimeout(resume, 100));
        }
      }),
    );
  }

  async end(): Promise<LoadReport> {
    this.#going = false;
    await this.#work;
    return this.#report;
  }

  async stop(): Promise<void> {
    await this.end().catch(() => undefined);
    for (const client of this.#clients) client.close();
  }
}

const emptyReport = (): LoadReport => ({
  pulls: [],
  pushes: [],
  rows: 0,
  errors: [],
  switched: 0,
  acknowledged: [],
  compared: 0,
  differing: [],
});

/** The network with the most customers, and who divides there. */
async function networkOf({ pool }: Store): Promise<{ unit: string; staffNo: string }> {
  const { rows } = await pool.query<{ unit: string; staffNo: string }>(
    `select r.unit_code as unit, s.staff_no as "staffNo"
     from staff_role r join staff s using (staff_id)
     where r.role = 'NETWORK_CHANNEL_ADMIN' and r.channel is null
     order by (select count(*) from customer c join org_unit u on u.unit_code = c.community_code
       where u.path @> array[r.unit_code]) desc limit 1`,
  );
  if (!rows[0]) throw new Error('the demo has no channel admin of a network');
  return rows[0];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
