import type { Pool } from 'pg';
import { z } from 'zod';
import { type ClientPolicy, serverInfo } from '../../../shared/api/server-info.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { isoInShanghai } from '../../../shared/lib/dates.ts';
import { PROTOCOL_VERSION } from '../../../shared/sync/protocol.ts';
import type { App } from '../../plugins/zod-types.ts';
import { isMigrated } from '../../postgres/migrator.ts';

export interface ServerInfoDependencies {
  pool: Pool;
  clock: Clock;
  version: string;
  testEnvironment: boolean;
  policy: ClientPolicy;
}

const HEALTH_TIMEOUT_MS = 3_000;

export function registerServerInfoRoutes(app: App, dependencies: ServerInfoDependencies): void {
  const { pool, clock, version, testEnvironment, policy } = dependencies;

  app.get(
    '/server/v1/info',
    {
      config: { access: { kind: 'public' } },
      schema: {
        summary: 'What a client must know before anybody has signed in',
        tags: ['server'],
        response: { 200: serverInfo },
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      const { rows } = await pool.query<{ value: string }>(`select value from store_info where key = 'kind'`);
      return {
        name: 'channeldesk' as const,
        version,
        protocol: PROTOCOL_VERSION,
        test_environment: testEnvironment,
        demo: rows[0]?.value === 'demo',
        server_time: isoInShanghai(clock.now()),
        policy,
      };
    },
  );

  const health = z.object({ status: z.enum(['ready', 'not ready']) });
  app.get(
    '/healthz',
    {
      // A load balancer asks for all.
      config: { access: { kind: 'public' }, weight: 0 },
      schema: {
        summary: '200 when the database answers and has the schema of this version, else 503',
        tags: ['server'],
        response: { 200: health, 503: health },
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      const ready = await within(HEALTH_TIMEOUT_MS, isMigrated(pool)).catch(() => false);
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
    },
  );
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
