import { auditQuery, auditResponse } from '../../../shared/api/administration.ts';
import {
  feedsResponse,
  feedTaken,
  feedUpload,
  MOST_FEED_BYTES,
  runParams,
  setAsideResponse,
} from '../../../shared/api/feeds.ts';
import type { Access } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { readAudit } from './audit-trail.ts';
import { readFeeds, readSetAside, takeUpload } from './feeds.ts';
import type { AdministrationDependencies } from './dependencies.ts';

const FEEDS: Access = { kind: 'permission', permission: 'admin.feeds' };
const AUDIT: Access = { kind: 'permission', permission: 'admin.audit' };
const tags = ['administration'];

export function registerRecordRoutes(
  app: App,
  { pool, clock, watchedFolder }: AdministrationDependencies,
): void {
  app.get(
    '/admin/v1/feeds',
    {
      config: { access: FEEDS },
      schema: {
        summary: 'Runs of feeds and how fresh each source is',
        tags,
        response: { 200: feedsResponse },
      },
    },
    (request) => readFeeds(pool, clock, request.caller, watchedFolder),
  );
  app.get(
    '/admin/v1/feeds/:run_id/set-aside',
    {
      config: { access: FEEDS },
      schema: {
        summary: 'The rows that a run set aside',
        tags,
        params: runParams,
        response: { 200: setAsideResponse },
      },
    },
    async (request) => ({ rows: await readSetAside(pool, request.caller, request.params.run_id) }),
  );
  app.post(
    '/admin/v1/feeds',
    {
      config: { access: FEEDS },
      // base64 writes three bytes as four characters.
      bodyLimit: Math.ceil((MOST_FEED_BYTES * 4) / 3) + 64 * 1024,
      schema: { summary: 'Take a file', tags, body: feedUpload, response: { 200: feedTaken } },
    },
    async (request) => ({ run: await takeUpload(pool, clock, request.caller, request.body) }),
  );
  app.get(
    '/admin/v1/audit',
    {
      config: { access: AUDIT },
      schema: {
        summary: 'The audit trail of my units, newest first',
        tags,
        querystring: auditQuery,
        response: { 200: auditResponse },
      },
    },
    (request) => readAudit(pool, request.caller, request.query),
  );
}
