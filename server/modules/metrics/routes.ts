import { createHash, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { z } from 'zod';
import type { Clock } from '../../../shared/lib/clock.ts';
import { ApiError } from '../../api-error.ts';
import type { App } from '../../plugins/zod-types.ts';
import { ProcessMetrics } from './process-metrics.ts';
import { StoreMetrics } from './store-metrics.ts';

export interface MetricsDependencies {
  pool: Pool;
  clock: Clock;
  /** What a scraper has to show; null: there are no metrics here. */
  token: string | null;
}

/**
 * `GET /metrics` in the text form of Prometheus, for the monitoring of an operator, who is no person of the store: he
 * shows METRICS_TOKEN. The figures name routes, kinds of files and counts, never a person or a customer.
 */
export function registerMetricsRoutes(app: App, { pool, clock, token }: MetricsDependencies): void {
  if (token === null) return;
  const registry = new Registry();
  const ofProcess = new ProcessMetrics(registry, pool);
  const ofStore = new StoreMetrics(registry, pool, clock);

  app.addHook('onResponse', async (request, reply) => ofProcess.observe(request, reply));
  app.get(
    '/metrics',
    {
      config: { access: { kind: 'operator' }, weight: 0 },
      schema: {
        summary: 'Figures for monitoring, in the text form of Prometheus',
        tags: ['server'],
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      if (!isToken(request.headers.authorization, token))
        throw new ApiError(401, 'E_TOKEN', 'the token of the metrics is missing or wrong');
      await ofStore.refresh();
      void reply.type(registry.contentType).header('cache-control', 'no-store');
      return registry.metrics();
    },
  );
}

/** Compared by digest: neither the length nor the place of the first difference shows in the time it takes. */
function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
