import fastifyCompress from '@fastify/compress';
import fastifyCors from '@fastify/cors';
import fastifyHelmet from '@fastify/helmet';
import { constants } from 'node:zlib';
import type { App } from './zod-types.ts';

/** Fits the built renderer: antd writes its styles at run time, workers are made from blobs too, argon2 is WebAssembly. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/**
 * What surrounds every answer: security headers, gzip both ways, and other sites' origins where they are
 * allowed. A page of a pull is compressed at level 1: the next levels cost more time than they save bytes.
 */
export async function useTransport(app: App, options: { corsOrigins: readonly string[] }): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    // Believed over HTTPS only. What other names of the domain do is not ours to say.
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
  });
  // Answers name people; a browser that may keep them writes them to its disk. Files of the page say otherwise themselves.
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  // Registered before routes must say who may call them: its one route answers the browser's preflight.
  if (options.corsOrigins.length > 0) {
    await app.register(fastifyCors, {
      origin: [...options.corsOrigins],
      allowedHeaders: ['authorization', 'content-type', 'content-encoding', 'sync-protocol'],
      exposedHeaders: ['retry-after'],
      maxAge: 600,
    });
  }
  await app.register(fastifyCompress, {
    encodings: ['gzip', 'identity'],
    requestEncodings: ['gzip', 'identity'],
    threshold: 1024,
    zlibOptions: { level: constants.Z_BEST_SPEED },
  });
}
