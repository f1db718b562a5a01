import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { ClientPolicy } from '../shared/api/server-info.ts';
import { type AlarmThresholds, DEFAULT_THRESHOLDS } from './feeds/alarms/thresholds.ts';

/**
 * What the person who started the process can put right: a bad setting, a database out of reach, a folder
 * that cannot be written. It reaches the terminal as one line without a stack.
 */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

export interface DatabaseConfig {
  /** A PostgreSQL ≥ 15 that somebody else runs; null for the embedded one in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** Where the embedded PostgreSQL lives for root; null for the default (see postgres/embedded/place.ts). */
  postgresHome: string | null;
}

export interface Config extends DatabaseConfig {
  /** The file that remembers how far the history had come (SPEC S9); null for none. */
  historyMark: string | null;
  /** Where the nightly file of customer identity goes. */
  outboundDir: string;
  /** Files that appear here are taken in by themselves; null: none are. */
  feedFolder: string | null;
  /** What of the feeds is worth an alarm. */
  alarms: AlarmThresholds;
  port: number;
  host: string;
  testEnvironment: boolean;
  /**
   * How many reverse proxies stand in front, each of which adds whom it heard to X-Forwarded-For. What comes before
   * theirs is only said by the client. False: none, and nothing of it is believed.
   */
  trustProxy: number | false;
  /** Origins that may call the API from another site; normally none. */
  corsOrigins: readonly string[];
  /** Signs access tokens; null: one is drawn once and kept in the store. */
  jwtSecret: string | null;
  /** What a scraper shows to read the metrics; null: there are none. */
  metricsToken: string | null;
  logLevel: string;
  /** Requests a second that one person, or one address without a person, may go on with; 0 for any. */
  rateLimits: { person: number; address: number };
  /** What is decided for everybody who works with this server. */
  clientPolicy: ClientPolicy;
  /** The built browser edition. */
  rendererDir: string;
  /** The moment at which the server's clock starts, for trials with old feeds; test environments only. */
  testClock: string | null;
  /** Customers that one person may hold before he gets roll-ups instead; null: as many as in production. */
  testMostCustomers: number | null;
}

const ROOT = resolve(import.meta.dirname, '..');

const flag = z
  .enum(['', '0', '1', 'true', 'false'])
  .default('')
  .transform((value) => value === '1' || value === 'true');

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8420),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .refine((value) => URL.canParse(value), 'is not a URL')
    .optional(),
  DATA_DIR: z.string().min(1).default('data'),
  HISTORY_MARK: z.string().min(1).optional(),
  OUTBOUND_DIR: z.string().min(1).optional(),
  FEED_FOLDER: z.string().min(1).optional(),
  ALARM_SET_ASIDE: z.coerce.number().int().min(0).default(DEFAULT_THRESHOLDS.setAsideRows),
  ALARM_FEWER_PERCENT: z.coerce.number().int().min(0).max(100).default(DEFAULT_THRESHOLDS.fewerPercent),
  EMBEDDED_POSTGRES_DIR: z.string().min(1).optional(),
  TEST_ENVIRONMENT: flag,
  TRUST_PROXY: z
    .string()
    .regex(/^(|true|false|\d)$/, 'must be the number of proxies in front')
    .default('')
    .transform((value) =>
      value === 'true' ? 1 : Number(value === 'false' ? '' : value) || (false as const),
    ),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .refine(
      (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      'must list origins such as https://desk.example.com, separated by commas',
    ),
  JWT_SECRET: z.string().min(32, 'must be at least 32 characters').optional(),
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_PER_PERSON: z.coerce.number().int().min(0).default(20),
  RATE_PER_ADDRESS: z.coerce.number().int().min(0).default(100),
  SCREEN_WATERMARK: flag,
  LOCK_AFTER_MINUTES: z.coerce.number().int().min(1).max(60).optional(),
  PASSWORD_AT_START: flag,
  RENDERER_DIR: z.string().min(1).default('dist/renderer'),
  TEST_CLOCK: z.iso.datetime({ offset: true, error: 'must be like 2026-11-20T09:00:00+08:00' }).optional(),
  TEST_MOST_CUSTOMERS: z.coerce.number().int().min(0).optional(),
});

/** An empty variable counts as absent: `DATABASE_URL= npm run server` means the embedded database. */
const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/** Settings that may come by a file: `JWT_SECRET_FILE=/run/secrets/jwt` in the place of `JWT_SECRET`. */
const SECRETS = ['DATABASE_URL', 'JWT_SECRET', 'METRICS_TOKEN'] as const;

function withSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = SECRETS.flatMap((name) => {
    const path = env[`${name}_FILE`];
    if (path === undefined) return [];
    if (env[name] !== undefined) throw new ConfigurationError(`set ${name} or ${name}_FILE: one is enough`);
    try {
      return [[name, readFileSync(path, 'utf8').trim()] as const];
    } catch (error) {
      throw new ConfigurationError(`${name}_FILE: ${(error as Error).message}`);
    }
  });
  return { ...env, ...Object.fromEntries(read) };
}

/** Relative folders are relative to the checkout, so that every script finds the same store from anywhere. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(withSecrets(withoutEmpty(env)));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(lines.join('; '));
  }
  const value = parsed.data;
  if (value.TEST_CLOCK && !value.TEST_ENVIRONMENT) {
    throw new ConfigurationError('TEST_CLOCK is for test environments: set TEST_ENVIRONMENT=1 too');
  }
  const dataDir = resolve(ROOT, value.DATA_DIR);
  if (value.TEST_MOST_CUSTOMERS !== undefined && !value.TEST_ENVIRONMENT) {
    throw new ConfigurationError('TEST_MOST_CUSTOMERS is for test environments: set TEST_ENVIRONMENT=1 too');
  }
  return {
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir,
    postgresHome: value.EMBEDDED_POSTGRES_DIR ? resolve(ROOT, value.EMBEDDED_POSTGRES_DIR) : null,
    historyMark: value.HISTORY_MARK
      ? resolve(ROOT, value.HISTORY_MARK)
      : value.DATABASE_URL
        ? null
        : join(dataDir, 'history-mark.json'),
    outboundDir: value.OUTBOUND_DIR ? resolve(ROOT, value.OUTBOUND_DIR) : join(dataDir, 'outbound'),
    feedFolder: value.FEED_FOLDER ? resolve(ROOT, value.FEED_FOLDER) : null,
    alarms: { setAsideRows: value.ALARM_SET_ASIDE, fewerPercent: value.ALARM_FEWER_PERCENT },
    testEnvironment: value.TEST_ENVIRONMENT,
    trustProxy: value.TRUST_PROXY,
    corsOrigins: value.CORS_ORIGINS,
    jwtSecret: value.JWT_SECRET ?? null,
    metricsToken: value.METRICS_TOKEN ?? null,
    logLevel: value.LOG_LEVEL,
    rateLimits: { person: value.RATE_PER_PERSON, address: value.RATE_PER_ADDRESS },
    clientPolicy: {
      watermark: value.SCREEN_WATERMARK,
      lock_after_minutes: value.LOCK_AFTER_MINUTES ?? null,
      password_at_start: value.PASSWORD_AT_START,
    },
    rendererDir: resolve(ROOT, value.RENDERER_DIR),
    testClock: value.TEST_CLOCK ?? null,
    testMostCustomers: value.TEST_MOST_CUSTOMERS ?? null,
  };
}
