import type { Pool } from 'pg';
import { findingsQuery, findingsResponse } from '../../../shared/api/quality.ts';
import { mayAnywhere } from '../../../shared/domain/permissions.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { ApiError } from '../../api-error.ts';
import type { Access, Caller } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { findQuality } from '../../quality/find.ts';
import { readFindings } from './read-findings.ts';

const READ: Access = { kind: 'permission', permission: 'customer.read' };

/** The data-quality list (shared/api/quality.ts): for whoever keeps the rules or divides customers. */
export function registerQualityRoutes(app: App, { pool, clock }: { pool: Pool; clock: Clock }): void {
  const tags = ['division'];

  app.get(
    '/quality/v1/findings',
    {
      config: { access: READ },
      schema: {
        summary: 'What in feeds and rules should be looked at, in my scope',
        tags,
        querystring: findingsQuery,
        response: { 200: findingsResponse },
      },
    },
    (request) => {
      mustKeep(request.caller);
      return readFindings(pool, request.caller, request.query);
    },
  );

  app.post(
    '/quality/v1/check',
    { config: { access: READ }, schema: { summary: 'Look for all of it now', tags } },
    async (request, reply) => {
      mustKeep(request.caller);
      await findQuality(pool, { clock });
      return reply.code(204).send();
    },
  );
}

/** A route names one permission; the list is for whoever has one of these. */
function mustKeep({ grants }: Caller): void {
  const any = ['cabinet.edit', 'division.channelStep', 'division.communityStep'] as const;
  if (any.some((permission) => mayAnywhere(grants, permission))) return;
  throw new ApiError(403, 'E_PERMISSION', 'no role of yours keeps rules or divides customers');
}
