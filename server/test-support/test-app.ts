import { Writable } from 'node:stream';
import { pino } from 'pino';
import { type Clock, systemClock } from '../../shared/lib/clock.ts';
import { type AppDependencies, buildApp } from '../app.ts';
import type { App } from '../plugins/zod-types.ts';
import { type FreshDatabase, freshDatabase } from './fresh-database.ts';

export interface TestApp {
  app: App;
  database: FreshDatabase;
  /** Everything logged so far, as text. */
  logged(): string;
  close(): Promise<void>;
}

/** The whole server on a database of its own, asked through `app.inject`. */
export async function testApp(
  options: { clock?: Clock; config?: Partial<AppDependencies['config']>; database?: FreshDatabase } = {},
): Promise<TestApp> {
  const database = options.database ?? (await freshDatabase());
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const app = await buildApp({
    pool: database.pool,
    clock: options.clock ?? systemClock,
    config: {
      testEnvironment: false,
      trustProxy: false,
      corsOrigins: [],
      jwtSecret: null,
      rendererDir: '/nonexistent',
      ...options.config,
    },
    logger: pino({ level: 'debug', base: null }, stream),
  });
  return {
    app,
    database,
    logged: () => lines.join(''),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** A clock that a test moves by hand. */
export class MovableClock implements Clock {
  private at: number;

  constructor(iso: string) {
    this.at = Date.parse(iso);
  }

  now(): Date {
    return new Date(this.at);
  }

  advance(milliseconds: number): void {
    this.at += milliseconds;
  }
}
