import { join, resolve } from 'node:path';
import { z } from 'zod';
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
  /** Whether X-Forwarded-* of a reverse proxy is believed. */
  trustProxy: boolean;
  /** Origins that may call the API from another site; normally none. */
  corsOrigins: readonly string[];
  /** Signs access tokens; null: one is drawn once and kept in the store. */
  jwtSecret: string | null;
  /** What a scraper shows to read the metrics; null: there are none. */
  metricsToken: string | null;
  logLevel: string;
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
  TRUST_PROXY: flag,
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
  RENDERER_DIR: z.string().min(1).default('dist/renderer'),
  TEST_CLOCK: z.iso.datetime({ offset: true, error: 'must be like 2026-11-20T09:00:00+08:00' }).optional(),
  TEST_MOST_CUSTOMERS: z.coerce.number().int().min(0).optional(),
});

/** An empty variable counts as absent: `DATABASE_URL= npm run server` means the embedded database. */
const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/** Relative folders are relative to the checkout, so that every script finds the same store from anywhere. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(withoutEmpty(env));
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
    rendererDir: resolve(ROOT, value.RENDERER_DIR),
    testClock: value.TEST_CLOCK ?? null,
    testMostCustomers: value.TEST_MOST_CUSTOMERS ?? null,
  };
}
