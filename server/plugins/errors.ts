import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ErrorCode } from '../../shared/api/errors.ts';
import { ApiError } from '../api-error.ts';
import { type App, fieldOf, ResponseMismatch } from './zod-types.ts';

/** Seconds after which a client may ask a server again that has lost its database. */
const DATABASE_RETRY_AFTER = 5;

/**
 * Every answer that is not a success is `{error: {code, message, ...}}`. Values of the request are never sent
 * back or logged; what went wrong inside is logged and not told.
 */
export function useErrors(app: App): void {
  app.setErrorHandler((error: Error, request, reply) => sendError(error, request, reply));
}

export function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = toApiError(error);
  if (answer.status >= 500) request.log.error(describe(error), 'request failed');
  if (answer.retryAfter !== undefined) void reply.header('retry-after', String(answer.retryAfter));
  const body = { error: { code: answer.code, message: answer.message, ...answer.details } };
  return reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(body);
}

function toApiError(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  if (isDatabaseGone(error)) {
    return new ApiError(503, 'E_UNAVAILABLE', 'the database is away', {}, DATABASE_RETRY_AFTER);
  }
  if (error instanceof z.ZodError) {
    const part = (error as { validationContext?: string }).validationContext ?? 'body';
    const field = fieldOf(error);
    const where = field ? `${part}.${field}` : part;
    return new ApiError(400, 'E_REQUEST', `${where} is missing or malformed`, { field: where });
  }
  if (isRefusedText(error)) {
    return new ApiError(400, 'E_REQUEST', 'the request holds characters that the store does not take');
  }
  const { statusCode, code } = error as FastifyError;
  if (statusCode === 413) return new ApiError(413, 'E_TOO_LARGE', 'the request is too large');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new ApiError(
      statusCode,
      codeOfStatus(statusCode),
      FRAMEWORK_MESSAGES[code] ?? 'the request is malformed',
    );
  }
  return new ApiError(500, 'E_INTERNAL', 'something went wrong in the server');
}

/** What JSON can carry and PostgreSQL cannot: U+0000 in a text. */
const isRefusedText = (error: Error): boolean =>
  ['22021', '22P05'].includes(String((error as { code?: unknown }).code));

const codeOfStatus = (status: number): ErrorCode =>
  status === 404 ? 'E_NOT_FOUND' : status === 429 ? 'E_BUSY' : 'E_REQUEST';

/** Fastify's own messages quote the request in part; these do not. */
const FRAMEWORK_MESSAGES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'the content type is not supported: send JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'the body is empty',
  FST_ERR_CTP_INVALID_JSON_BODY: 'the body is not JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'the body has another length than it says',
};

/** SQLSTATEs of a server that goes down, comes up, is full, or has lost the connection. */
const GONE = /^(57P0[123]|08\d{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
/** The parts of PostgreSQL that let a connection in: what fails there, failed before any statement. */
const LET_IN = /^(InitPostgres|CheckMyDatabase|ClientAuthentication|auth_failed)$/;
const GONE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

export function isDatabaseGone(error: unknown): boolean {
  if (error instanceof AggregateError) return (error.errors as unknown[]).some(isDatabaseGone);
  if (!(error instanceof Error)) return false;
  const { code, routine } = error as { code?: unknown; routine?: unknown };
  return GONE.test(String(code)) || LET_IN.test(String(routine)) || GONE_MESSAGE.test(error.message);
}

/** Messages of other errors may quote data: PostgreSQL names the value that it could not take. */
const QUOTES_NO_DATA = new Set(['TypeError', 'ReferenceError', 'ResponseMismatch']);

/** What may be logged of an error: its kind, its place in our code, the table it came from. */
export function describe(error: Error): Record<string, unknown> {
  const { code, table, constraint, routine } = error as Partial<Record<string, unknown>> & Error;
  return {
    kind: error.name,
    code,
    table,
    constraint,
    routine,
    message: QUOTES_NO_DATA.has(error.name) ? error.message : undefined,
    field: error instanceof ResponseMismatch ? error.field : undefined,
    at: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}
