import fastifySwagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { errorResponse } from '../../shared/api/errors.ts';
import type { App } from './zod-types.ts';

const BEARER = 'bearer';

/** The description of the API at /openapi.json, made from the schemas that the routes are checked with. */
export async function useOpenApi(app: App, options: { version: string }): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'ChannelDesk', version: options.version },
      components: { securitySchemes: { [BEARER]: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access;
      return {
        url,
        schema: {
          ...describe(schema ?? {}),
          security: access?.kind === 'public' ? [] : [{ [BEARER]: [] }],
          ...(access?.kind === 'permission'
            ? { description: `Needs the permission ${access.permission}.` }
            : {}),
        } as FastifySchema,
      };
    },
  });

  app.get(
    '/openapi.json',
    { config: { access: { kind: 'public' } }, schema: { summary: 'This description', tags: ['server'] } },
    (_request, reply) => reply.send(app.swagger()),
  );
}

const json = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return rest;
};

/** The schema with its zod parts as JSON Schema, and the answer that every route may give instead of its own. */
function describe(schema: FastifySchema): Record<string, unknown> {
  const described: Record<string, unknown> = { ...schema };
  for (const part of ['body', 'querystring', 'params', 'headers'] as const) {
    const value = schema[part];
    if (value instanceof z.ZodType) described[part] = json(value, 'input');
  }
  const responses = Object.entries((schema.response ?? {}) as Record<string, unknown>);
  described.response = {
    ...Object.fromEntries(
      responses.map(([status, value]) => [
        status,
        value instanceof z.ZodType ? json(value, 'output') : value,
      ]),
    ),
    default: { description: 'An error', ...json(errorResponse, 'output') },
  };
  return described;
}
