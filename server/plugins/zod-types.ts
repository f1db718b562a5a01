import type { FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { z } from 'zod';

/** Makes a route's zod schemas its types: parsed on the way in, checked on the way out. */
export interface ZodTypeProvider extends FastifyTypeProvider {
  validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

/** The application as modules see it when they register their routes. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  Logger,
  ZodTypeProvider
>;

/** An answer that does not fit its own schema: our mistake, never the caller's. */
export class ResponseMismatch extends Error {
  override name = 'ResponseMismatch';
  /** The field, for the log. */
  readonly field: string;

  constructor(field: string) {
    super('the answer does not fit its schema');
    this.field = field;
  }
}

export function useZod(app: App): void {
  app.setValidatorCompiler<z.ZodType>(({ schema }) => (data) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { value: parsed.data } : { error: parsed.error };
  });
  app.setSerializerCompiler<z.ZodType>(({ schema }) => (data) => {
    const parsed = schema.safeParse(data);
    if (!parsed.success) throw new ResponseMismatch(fieldOf(parsed.error));
    return JSON.stringify(parsed.data);
  });
}

/** The path of the first field that does not fit, with positions left out: `mutations[].args.note`. */
export function fieldOf(error: z.ZodError): string {
  const path = error.issues[0]?.path ?? [];
  return path
    .map((part, i) => (typeof part === 'number' ? '[]' : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
