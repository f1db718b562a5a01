import { auditQuery, auditResponse } from '../../../shared/api/administration.ts';
import {
  alarmsNoted,
  alarmsResponse,
  feedsResponse,
  feedTaken,
  feedUpload,
  MOST_FEED_BYTES,
  runParams,
  setAsideResponse,
} from '../../../shared/api/feeds.ts';
import { renewAlarms } from '../../feeds/alarms/alarms.ts';
import { FeedWatch } from '../../feeds/watch/watch.ts';
import type { Access } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { readAudit } from './audit-trail.ts';
import { acknowledgeAlarms, readAlarms } from './feed-alarms.ts';
import { readFeeds, readSetAside, takeUpload } from './feeds.ts';
import type { AdministrationDependencies } from './dependencies.ts';

const FEEDS: Access = { kind: 'permission', permission: 'admin.feeds' };
const AUDIT: Access = { kind: 'permission', permission: 'admin.audit' };
const tags = ['administration'];

export function registerRecordRoutes(
  app: App,
  { pool, clock, watchedFolder, thresholds }: AdministrationDependencies,
): void {
  const watch = new FeedWatch({ pool, clock, folder: watchedFolder, thresholds, log: app.log });
  app.addHook('onListen', async () => watch.start());
  app.addHook('onClose', () => watch.stop());
  app.get(
    '/admin/v1/feeds/alarms',
    {
      config: { access: FEEDS },
      schema: {
        summary: 'What of the feeds has to be looked after',
        tags,
        response: { 200: alarmsResponse },
      },
    },
    (request) => readAlarms(pool, request.caller),
  );
  app.post(
    '/admin/v1/feeds/alarms',
    {
      config: { access: FEEDS },
      schema: { summary: 'Take note of alarms', tags, body: alarmsNoted },
    },
    async (request, reply) => {
      await acknowledgeAlarms(pool, clock, request.caller, request.body.alarm_ids);
      return reply.code(204).send();
    },
  );
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
      config: { access: FEEDS, weight: 20 },
      // base64 writes three bytes as four characters.
      bodyLimit: Math.ceil((MOST_FEED_BYTES * 4) / 3) + 64 * 1024,
      schema: { summary: 'Take a file', tags, body: feedUpload, response: { 200: feedTaken } },
    },
    async (request) => {
      const run = await takeUpload(pool, clock, request.caller, request.body);
      await renewAlarms(pool, clock, thresholds);
      return { run };
    },
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
