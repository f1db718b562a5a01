import type { Pool } from 'pg';
import { dictionaryResponse, dictionarySave, dictionarySaved } from '../../../shared/api/dictionary.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import type { Access } from '../../plugins/auth.ts';
import type { App } from '../../plugins/zod-types.ts';
import { readDictionary, saveDictionary } from './dictionary.ts';

/** Who looks after the feeds looks after what their words mean. */
const FEEDS: Access = { kind: 'permission', permission: 'admin.feeds' };
const tags = ['administration'];

export function registerDictionaryRoutes(app: App, { pool, clock }: { pool: Pool; clock: Clock }): void {
  app.get(
    '/admin/v1/dictionary',
    {
      config: { access: FEEDS },
      schema: {
        summary: 'What products and plans are, and the names that feeds carry',
        tags,
        response: { 200: dictionaryResponse },
      },
    },
    (request) => readDictionary(pool, request.caller),
  );
  app.post(
    '/admin/v1/dictionary',
    {
      config: { access: FEEDS },
      schema: {
        summary: 'Judge lines of the dictionary, and write the good ones',
        tags,
        body: dictionarySave,
        response: { 200: dictionarySaved },
      },
    },
    (request) => saveDictionary(pool, clock, request.caller, request.body),
  );
}
