import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { feedStandings } from '../../../shared/domain/feed-sources.ts';
import type { Clock } from '../../../shared/lib/clock.ts';
import { type StoreFigures, storeFigures } from './repository.ts';

const FRESH_FOR_MS = 10_000;

/** What the store says, read at a scrape and kept for ten seconds, so that nobody can load the database by asking. */
export class StoreMetrics {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #gauges: ReturnType<typeof gauges>;
  #readAt = -Infinity;

  constructor(registry: Registry, pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
    this.#gauges = gauges(registry);
  }

  /** Where the database does not answer, `channeldesk_store_up` says so and the figures are those of before. */
  async refresh(): Promise<void> {
    const began = performance.now();
    if (began - this.#readAt < FRESH_FOR_MS) return;
    try {
      this.#set(await storeFigures(this.#pool, this.#clock.now()));
      this.#gauges.up.set(1);
      this.#readAt = began;
    } catch {
      this.#gauges.up.set(0);
    }
  }

  #set(figures: StoreFigures): void {
    const of = this.#gauges;
    of.clock.set(Number(figures.clock));
    of.customers.set(figures.customers);
    of.buckets.set(figures.buckets);
    of.tombstones.set(figures.tombstones);
    of.bytes.set(Number(figures.bytes));
    of.devices.set(figures.devicesSeen);
    for (const { feed, daysLate } of feedStandings(figures.freshness, figures.setUpAt, this.#clock.now()))
      of.late.set({ kind: feed }, daysLate);
    for (const { kind, count } of figures.refusedFiles) of.refused.set({ kind }, Number(count));
    of.alarms.reset();
    for (const { kind, feed, count } of figures.alarms) of.alarms.set({ kind, feed }, count);
    if (figures.upkeep !== null) {
      of.upkeep.set(figures.upkeep.doneAt);
      of.findings.set(figures.upkeep.findings);
    }
  }
}

function gauges(registry: Registry) {
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    ...labelNames: Label[]
  ): Gauge<Label> => new Gauge({ name: `channeldesk_${name}`, help, labelNames, registers: [registry] });
  return {
    up: gauge('store_up', '1 while the database answers'),
    clock: gauge('sync_clock', 'Position of the newest commit in the history'),
    customers: gauge('customers', 'Customers, as PostgreSQL last estimated them'),
    buckets: gauge('sync_buckets', 'Buckets with a history'),
    tombstones: gauge(
      'sync_tombstones',
      'Removals that the nightly upkeep has not purged yet, as PostgreSQL last estimated them',
    ),
    bytes: gauge('store_bytes', 'Size of the database'),
    devices: gauge('devices_seen_last_day', 'Devices that were in contact within a day'),
    late: gauge(
      'feed_days_late',
      'Days by which the newest file of a kind is later than its cadence',
      'kind',
    ),
    refused: gauge('feed_files_refused', 'Files of a kind that were refused as a whole, ever', 'kind'),
    alarms: gauge(
      'feed_alarms',
      'Alarms of the feeds that are not over and of which nobody has taken note',
      'kind',
      'feed',
    ),
    upkeep: gauge('upkeep_done_timestamp_seconds', 'When the newest nightly upkeep ended'),
    findings: gauge('upkeep_findings', 'Differences between store, rows and log that it found; 0 is well'),
  };
}
