import type { z } from 'zod';

/** A question that only the server can answer, for screens that work online: division, the adjustment log, cabinets. */
export interface OnlineQuestion<T> {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/division/v1/periods/2026-11` */
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  /** What the answer must be; null where success has no body. */
  answer: z.ZodType<T> | null;
  signal?: AbortSignal;
  /** For long work, such as a sheet of 20,000 rows. */
  timeoutMs?: number;
}

export interface Online {
  /** @throws TransportError: `offline`, or what the server said, with its code and details */
  ask<T>(question: OnlineQuestion<T>): Promise<T>;
}
