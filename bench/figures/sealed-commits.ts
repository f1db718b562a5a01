import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { shippedGrant } from '../../shared/domain/permissions.ts';
import { uuidv7 } from '../../shared/lib/ids.ts';
import { createPool } from '../../server/postgres/database.ts';
import { settle, type SettleDeps } from '../../server/sync/settle.ts';
import type { Bench } from '../bench.ts';
import { demoClock, NOW, takeDemoFiles } from '../stage/demo.ts';
import { note } from '../stage/stage.ts';
import { median } from '../statistics.ts';

const CUSTOMERS = 2000;
const WRITERS = 12;
const ROUNDS = 7;
const ROUND_MS = 2000;
/** Sealed commits are to be at least 0.7 times as many, so each may take so much longer. */
const MOST = 1.43;

/** Writes once, for a customer. */
type Write = (pool: Pool, customerCode: string) => Promise<unknown>;
type Writer = () => Write;

/** A note about a customer in one statement, its row for clients and its entry in their log: a commit and little else. */
const bareWriter: Writer = () => (pool, customerCode) =>
  pool.query({
    name: 'bench-write',
    text: `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, happened_at, staff_no)
      values (gen_random_uuid()::text, $1, 'VISIT', '', '', '', '${NOW}', 'bench')`,
    values: [customerCode],
  });

/** The same note as a push settles it: with its sender's rights, its receipt, and the number of its client. */
const pushWriter: Writer = () => {
  const clientId = randomUUID();
  let n = 0;
  return async (pool, customerCode) => {
    const interactionId = uuidv7(Date.now(), randomBytes(16));
    const settled = await settle(
      { pool, clock: demoClock, log: LOG },
      SENDER,
      { client_id: clientId, settledN: 0 },
      {
        uid: randomUUID(),
        n: ++n,
        type: 'interaction.add',
        entity: 'interaction',
        id: interactionId,
        base_seq: null,
        occurred_at: NOW,
        clock_offset: 0,
        args: {
          interactionId,
          customerCode,
          kind: 'VISIT',
          purpose: '',
          outcome: '',
          note: '',
          happenedAt: NOW,
        },
      },
    );
    if (settled.kind !== 'settled' || settled.result.status !== 'applied')
      throw new Error(JSON.stringify(settled));
  };
};

const LOG: SettleDeps['log'] = {
  error: (details, message) => note(`${message}: ${JSON.stringify(details)}`),
};
const SENDER = {
  staffId: 'bench',
  staffNo: 'bench',
  grants: [shippedGrant('NETWORK_CHANNEL_ADMIN', 'LJ')],
} as const;

/**
 * What the seal costs when twelve write at once: commits that lock the clock, stamp their rows, move the heads of
 * their buckets and tell whoever waits, beside the same commits without all that. Both take turns in one store.
 */
export const sealedCommits: Bench = {
  names: ['sealed_commit_12_writers_ms', 'sealed_push_12_writers_ms'],
  run: async (stage) => {
    const store = await stage.emptyStore();
    await takeDemoFiles(store, await stage.demoFiles(CUSTOMERS));
    await store.pool.query(
      `insert into staff (staff_id, staff_no, name, must_change_password, is_local) values ($1, $2, $1, false, true)`,
      [SENDER.staffId, SENDER.staffNo],
    );
    const writers = createPool(store.url, { max: WRITERS });
    try {
      const { rows } = await store.pool.query<{ customer_code: string }>(
        'select customer_code from customer',
      );
      const codes = rows.map((row) => row.customer_code);
      const figures = [];
      for (const [what, writer] of [
        ['commit', bareWriter],
        ['push', pushWriter],
      ] as const) {
        const { sealed, unsealed } = await inTurns(store.pool, writers, codes, writer);
        note(
          `${WRITERS} writers, ${what}: ${perSecond(sealed)} a second sealed, ${perSecond(unsealed)} unsealed`,
        );
        const name = `sealed_${what}_${WRITERS}_writers_ms`;
        figures.push({ name, value: sealed, floor: unsealed, most: MOST });
      }
      return figures;
    } finally {
      await writers.end();
      await store.drop();
    }
  },
};

const perSecond = (msPerCommit: number): number => Math.round(1000 / msPerCommit);

async function inTurns(pool: Pool, writers: Pool, codes: readonly string[], writer: Writer) {
  const all = Array.from({ length: WRITERS }, writer);
  await round(writers, codes, all);
  const sealed: number[] = [];
  const unsealed: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    sealed.push(await round(writers, codes, all));
    await withoutSeal(pool, async () => unsealed.push(await round(writers, codes, all)));
  }
  return { sealed: median(sealed), unsealed: median(unsealed) };
}

/** @returns milliseconds per commit of all writers together */
async function round(pool: Pool, codes: readonly string[], writers: readonly Write[]): Promise<number> {
  const began = performance.now();
  let commits = 0;
  const work = async (write: Write, first: number): Promise<void> => {
    for (let i = first; performance.now() - began < ROUND_MS; i += WRITERS) {
      await write(pool, codes[(i * 7919) % codes.length]!);
      commits++;
    }
  };
  await Promise.all(writers.map(work));
  return (performance.now() - began) / commits;
}

/** Nobody writes meanwhile but `work`; what it leaves unstamped is taken away before anybody could miss it. */
async function withoutSeal(pool: Pool, work: () => Promise<unknown>): Promise<void> {
  await pool.query('alter table sync_queue disable trigger sync_seal');
  await work();
  await pool.query('alter table sync_queue enable trigger sync_seal');
  await pool.query('delete from sync_queue');
  await pool.query('delete from sync_state where seq is null');
  await pool.query('vacuum sync_queue, sync_state');
}
