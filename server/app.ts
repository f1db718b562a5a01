import Fastify from 'fastify';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { type Logger, pino } from 'pino';
import { NO_POLICY } from '../shared/api/server-info.ts';
import type { Clock } from '../shared/lib/clock.ts';
import { ApiError } from './api-error.ts';
import type { Config } from './config.ts';
import { DEFAULT_THRESHOLDS } from './feeds/alarms/thresholds.ts';
import { registerAdjustmentRoutes } from './modules/adjustments/routes.ts';
import { registerAdministrationRoutes } from './modules/administration/routes.ts';
import { registerAuthRoutes } from './modules/auth/routes.ts';
import { registerCabinetRoutes } from './modules/cabinets/routes.ts';
import { registerDeputyRoutes } from './modules/deputies/routes.ts';
import { registerDictionaryRoutes } from './modules/dictionary/routes.ts';
import { registerDivisionRoutes } from './modules/division/routes.ts';
import { registerMetricsRoutes } from './modules/metrics/routes.ts';
import { registerOutboundRoutes } from './modules/outbound/routes.ts';
import { registerMenuLinkRoutes } from './modules/menu-links/routes.ts';
import { registerNoticeRoutes } from './modules/notices/routes.ts';
import { registerOutboxKeyRoutes } from './modules/outbox-keys/routes.ts';
import { registerQualityRoutes } from './modules/quality/routes.ts';
import { registerServerInfoRoutes } from './modules/server-info/routes.ts';
import { useAuth } from './plugins/auth.ts';
import { useBrowserEdition } from './plugins/browser-edition.ts';
import { sendError, useErrors } from './plugins/errors.ts';
import { useOpenApi } from './plugins/openapi.ts';
import { RateLimiter } from './plugins/rate-limit.ts';
import { DiscreetLog, useRequestLog } from './plugins/request-log.ts';
import { useTransport } from './plugins/transport.ts';
import { type App, useZod } from './plugins/zod-types.ts';
import { registerSyncRoutes } from './sync/routes.ts';

/** Enough for 100 mutations of a push with room to spare; what is larger is answered 413. */
export const BODY_LIMIT = 1024 * 1024;

/** A request that has not arrived whole by then is dropped. */
const REQUEST_TIMEOUT_MS = 60_000;

export interface AppDependencies {
  pool: Pool;
  clock: Clock;
  config: Pick<Config, 'testEnvironment' | 'trustProxy' | 'corsOrigins' | 'jwtSecret' | 'rendererDir'> &
    Partial<
      Pick<
        Config,
        | 'historyMark'
        | 'metricsToken'
        | 'outboundDir'
        | 'feedFolder'
        | 'alarms'
        | 'testMostCustomers'
        | 'clientPolicy'
        | 'rateLimits'
      >
    > & {
      /** Milliseconds by which requests are counted; absent: this process's own. */
      rateClock?: () => number;
    };
  logger: Logger;
}

export const VERSION = (
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }
).version;

/** The whole server but for listening: what surrounds the routes first, then the modules. */
export async function buildApp({ pool, clock, config, logger }: AppDependencies): Promise<App> {
  const app: App = Fastify({
    loggerInstance: logger,
    logController: new DiscreetLog(),
    // Of the addresses that a request came through, the socket's own is the first.
    trustProxy: (_address, hop) => hop < (config.trustProxy || 0),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    clientErrorHandler,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
  }).withTypeProvider();

  useZod(app);
  useErrors(app);
  useRequestLog(app);
  await useTransport(app, config);
  const limiter = config.rateLimits ? new RateLimiter(config.rateLimits, config.rateClock) : null;
  await useAuth(app, { pool, clock, jwtSecret: config.jwtSecret, limiter });
  await useOpenApi(app, { version: VERSION });

  registerServerInfoRoutes(app, {
    pool,
    clock,
    version: VERSION,
    testEnvironment: config.testEnvironment,
    policy: config.clientPolicy ?? NO_POLICY,
  });
  registerMetricsRoutes(app, { pool, clock, token: config.metricsToken ?? null });
  registerAuthRoutes(app, { pool, clock });
  registerOutboxKeyRoutes(app, { pool });
  registerSyncRoutes(app, {
    pool,
    clock,
    historyMark: config.historyMark ?? null,
    mostCustomers: config.testMostCustomers ?? undefined,
  });
  registerDivisionRoutes(app, { pool, clock, outboundDir: config.outboundDir ?? null });
  registerOutboundRoutes(app, { pool, clock });
  registerQualityRoutes(app, { pool, clock });
  registerAdjustmentRoutes(app, { pool });
  registerDeputyRoutes(app, { pool, clock });
  registerAdministrationRoutes(app, {
    pool,
    clock,
    watchedFolder: config.feedFolder ?? null,
    thresholds: config.alarms ?? DEFAULT_THRESHOLDS,
  });
  registerDictionaryRoutes(app, { pool, clock });
  registerCabinetRoutes(app, { pool, clock });
  registerMenuLinkRoutes(app, pool);
  registerNoticeRoutes(app, { pool });

  await useBrowserEdition(app, config);
  app.setNotFoundHandler(() => {
    throw new ApiError(404, 'E_NOT_FOUND', 'there is nothing at this address');
  });
  return app;
}

/** What does not even parse as HTTP still gets an answer of the common shape. */
function clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify({
    error: {
      code: tooLarge ? 'E_TOO_LARGE' : 'E_REQUEST',
      message: 'the request is not HTTP as we understand it',
    },
  });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/** JSON lines on stdout. */
export const createLogger = (level: string): Logger => pino({ level, base: null });
