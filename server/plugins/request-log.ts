import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { staffIdOf } from './auth.ts';
import { describe } from './errors.ts';
import type { App } from './zod-types.ts';

/** Fastify's own lines name URLs and quote error messages; these do not. */
export class DiscreetLog extends LogController {
  constructor() {
    super({ disableRequestLogging: true });
  }

  override routeNotFound(): void {}

  override defaultErrorLog(error: Error, request: FastifyRequest): void {
    request.log.error(describe(error), 'request failed');
  }

  override streamError(error: Error, request: FastifyRequest): void {
    request.log.warn(describe(error), 'the answer was cut');
  }

  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn(describe(error), 'the answer could not begin');
  }

  override serializerError(error: Error, request: FastifyRequest, _reply: FastifyReply): void {
    request.log.error(describe(error), 'the answer does not fit its schema');
  }
}

/**
 * One line per request: which route, how it went, how long it took, and whose it was by internal id. Never the
 * URL (a query may hold what somebody searched for), a header, a body, a name or a number.
 */
export function useRequestLog(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.is404 ? undefined : request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        staffId: staffIdOf(request),
      },
      'request',
    );
  });
}
