import type { Pool } from 'pg';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../shared/lib/clock.ts';
import { mutation } from '../../shared/sync/mutations.ts';
import {
  MAX_PUSH_BYTES,
  MAX_PUSH_MUTATIONS,
  PROTOCOL_VERSION,
  pullRequest,
  pullResponse,
  pushRequest,
  pushResponse,
  SCHEMA_VERSION,
  WAIT_SECONDS,
  waitQuery,
  waitResponse,
} from '../../shared/sync/protocol.ts';
import { ApiError } from '../api-error.ts';
import type { App } from '../plugins/zod-types.ts';
import { BucketFacts } from './bucket-facts.ts';
import { ClockListener } from './clock-listener.ts';
import { Nightly } from './history/nightly.ts';
import { HistoryWatch } from './history/watch.ts';
import { sendPacked } from './packed-answer.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { checkStaff } from './session.ts';

export interface SyncDependencies {
  pool: Pool;
  clock: Clock;
  /** Where the mark of the history is kept outside the database; null for nowhere. */
  historyMark: string | null;
  /** Customers that one person may hold; absent: as many as the product allows. */
  mostCustomers?: number | undefined;
}

/** Too many mutations is 413, so that the client halves; a schema that counted would say 400. */
const pushBody = pushRequest.extend({ mutations: z.array(mutation).min(1) });

const PULL_BODY_LIMIT = 1024 * 1024;

/**
 * shared/sync/SPEC.md over HTTP. Any signed-in person may pull, push and wait: what he gets follows from the scope
 * of his roles, and what he may write is checked mutation by mutation.
 */
export function registerSyncRoutes(
  app: App,
  { pool, clock, historyMark, mostCustomers }: SyncDependencies,
): void {
  const facts = new BucketFacts();
  const listener = new ClockListener(pool);
  app.addHook('preClose', () => listener.close());
  const watch = watchHistory(app, pool, historyMark);
  keepHouse(app, pool, clock);

  app.post(
    '/sync/v1/pull',
    {
      config: { access: { kind: 'signed-in' } },
      bodyLimit: PULL_BODY_LIMIT,
      compress: false,
      schema: {
        summary: 'The next page of what has changed in my buckets',
        tags: ['sync'],
        body: pullRequest,
        response: { 200: pullResponse },
      },
      preValidation: async (request) => {
        checkProtocol(request);
      },
    },
    async (request, reply) => {
      if (request.body.schema !== SCHEMA_VERSION) throw upgrade();
      checkStaff(request.body.staff_id, request.caller.staffId);
      const answer = await pull({ pool, facts, clock, watch, mostCustomers }, request.caller, request.body);
      // A text is sent as it is: it holds thousands of bodies, and parsing them to write them again helps nobody.
      return sendPacked(request, reply as FastifyReply, answer) as never;
    },
  );

  app.post(
    '/sync/v1/push',
    {
      config: { access: { kind: 'signed-in' }, forRevoked: true },
      bodyLimit: MAX_PUSH_BYTES,
      schema: {
        summary: `Up to ${MAX_PUSH_MUTATIONS} edits, each taken exactly once; of any protocol version`,
        tags: ['sync'],
        body: pushBody,
        response: { 200: pushResponse },
      },
    },
    async (request) => {
      const { body, caller, log } = request;
      if (body.mutations.length > MAX_PUSH_MUTATIONS) {
        throw new ApiError(413, 'E_TOO_LARGE', `more than ${MAX_PUSH_MUTATIONS} mutations`);
      }
      checkStaff(body.staff_id, caller.staffId);
      return push({ pool, clock, log, watch }, caller, body);
    },
  );

  app.get(
    '/sync/v1/wait',
    {
      config: { access: { kind: 'signed-in' } },
      schema: {
        summary: `Answers when something was committed after seq, at the latest after ${WAIT_SECONDS} s`,
        tags: ['sync'],
        querystring: waitQuery,
        response: { 200: waitResponse },
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const seq = await listener.wait(Number(request.query.seq), WAIT_SECONDS * 1000, gone.signal);
      // While the clock cannot be read nothing is known to be new.
      return { seq: seq > 0 ? String(seq) : request.query.seq };
    },
  );
}

/** Nobody is served before the store was compared with its mark; a server that listens goes on comparing. */
function watchHistory(app: App, pool: Pool, markFile: string | null): HistoryWatch {
  const watch = new HistoryWatch({ pool, markFile, log: app.log });
  app.addHook('onReady', () => watch.check());
  app.addHook('onListen', async () => {
    watch.start();
  });
  app.addHook('onClose', () => watch.stop());
  return watch;
}

function keepHouse(app: App, pool: Pool, clock: Clock): void {
  const nightly = new Nightly({ pool, clock, log: app.log });
  app.addHook('onListen', async () => {
    nightly.start();
  });
  app.addHook('onClose', () => nightly.stop());
}

function checkProtocol(request: FastifyRequest): void {
  if (request.headers['sync-protocol'] !== String(PROTOCOL_VERSION)) throw upgrade();
}

const upgrade = (): ApiError =>
  new ApiError(426, 'E_UPGRADE', 'this server speaks another version of the protocol: update the client', {
    protocol: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
  });
