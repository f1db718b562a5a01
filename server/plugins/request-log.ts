import { staffIdOf } from './auth.ts';
import type { App } from './zod-types.ts';

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
