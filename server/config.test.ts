import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const ROOT = resolve(import.meta.dirname, '..');

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      port: 8420,
      historyMark: expect.stringMatching(/data\/history-mark\.json$/) as string,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: resolve(ROOT, 'data'),
      postgresHome: null,
      testEnvironment: false,
      trustProxy: false,
      corsOrigins: [],
      jwtSecret: null,
      metricsToken: null,
      outboundDir: resolve(ROOT, 'data/outbound'),
      logLevel: 'info',
      feedFolder: null,
      alarms: { setAsideRows: 100, fewerPercent: 70 },
      rateLimits: { person: 20, address: 100 },
      clientPolicy: { watermark: false, lock_after_minutes: null, password_at_start: false },
      rendererDir: resolve(ROOT, 'dist/renderer'),
      testClock: null,
      testMostCustomers: null,
    });
  });

  it('keeps the mark of the history where it is told, beside its own database, or not at all', () => {
    const DATABASE_URL = 'postgres://desk@db/desk';
    expect(readConfig({ DATABASE_URL }).historyMark).toBeNull();
    expect(readConfig({ DATABASE_URL, HISTORY_MARK: '/mnt/mark.json' }).historyMark).toBe('/mnt/mark.json');
    expect(readConfig({ DATA_DIR: '/srv/desk' }).historyMark).toBe('/srv/desk/history-mark.json');
  });

  it('takes an empty variable for an absent one, and folders from the checkout', () => {
    const config = readConfig({ DATABASE_URL: '', PORT: '', DATA_DIR: 'elsewhere', TEST_ENVIRONMENT: '1' });
    expect(config).toMatchObject({
      databaseUrl: null,
      port: 8420,
      dataDir: resolve(ROOT, 'elsewhere'),
      testEnvironment: true,
    });
  });

  it('takes secrets from files that the environment names, and one of both', () => {
    const folder = mkdtempSync(join(tmpdir(), 'channeldesk-config-'));
    const file = join(folder, 'jwt');
    writeFileSync(file, `${'k'.repeat(40)}\n`);
    expect(readConfig({ JWT_SECRET_FILE: file }).jwtSecret).toBe('k'.repeat(40));
    expect(() => readConfig({ JWT_SECRET_FILE: file, JWT_SECRET: 'k'.repeat(40) })).toThrow('one is enough');
    expect(() => readConfig({ METRICS_TOKEN_FILE: join(folder, 'none') })).toThrow(
      'METRICS_TOKEN_FILE: ENOENT',
    );
    rmSync(folder, { recursive: true });
  });

  it('believes as many proxies as there are, and no client', () => {
    const trusted = (value: string) => readConfig({ TRUST_PROXY: value }).trustProxy;
    expect(['1', 'true', '2', '0', 'false', ''].map(trusted)).toEqual([1, 1, 2, false, false, false]);
  });

  it.each([
    [{ TRUST_PROXY: 'all' }, 'TRUST_PROXY: must be the number of proxies'],
    [{ LOCK_AFTER_MINUTES: '90' }, 'LOCK_AFTER_MINUTES: '],
    [{ PORT: 'abc' }, 'PORT: '],
    [{ PORT: '65536' }, 'PORT: '],
    [{ PORT: '-1' }, 'PORT: '],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: must begin with postgres://'],
    [{ TEST_ENVIRONMENT: 'perhaps' }, 'TEST_ENVIRONMENT: '],
    [{ CORS_ORIGINS: 'https://a.example/path' }, 'CORS_ORIGINS: must list origins'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN: must be at least 16 characters'],
    [{ JWT_SECRET: 'short' }, 'JWT_SECRET: must be at least 32 characters'],
    [{ TEST_CLOCK: '2026-11-20T09:00:00+08:00' }, 'TEST_CLOCK is for test environments'],
    [{ TEST_MOST_CUSTOMERS: '10' }, 'TEST_MOST_CUSTOMERS is for test environments'],
    [{ TEST_ENVIRONMENT: '1', TEST_CLOCK: 'yesterday' }, 'TEST_CLOCK: must be like'],
  ])('%j is refused in one line', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
    try {
      readConfig(env);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });
});
