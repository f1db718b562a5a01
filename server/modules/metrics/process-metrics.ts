import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';

/** From a pull without news (a millisecond) to a first page over a slow database. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What this process alone can say: its memory and event loop, its connections to PostgreSQL, its requests. */
export class ProcessMetrics {
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor(registry: Registry, pool: Pool) {
    collectDefaultMetrics({ register: registry });
    this.#requests = new Histogram({
      name: 'channeldesk_http_request_duration_seconds',
      help: 'From the arrival of a request to the end of its answer, by the pattern of its route',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers: [registry],
    });
    const connections = new Gauge({
      name: 'channeldesk_postgres_connections',
      help: 'Connections of this process: in use, idle, and requests that wait for one',
      labelNames: ['state'],
      registers: [registry],
      collect: () => {
        connections.set({ state: 'used' }, pool.totalCount - pool.idleCount);
        connections.set({ state: 'idle' }, pool.idleCount);
        connections.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }

  /**
   * The label is the pattern of the route, never the address: that may hold what somebody searched for, and would make
   * a series of its own for each customer. Whatever is not a route is one series.
   */
  observe(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    this.#requests.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  }
}
