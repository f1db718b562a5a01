import { accessTokenFor, bearer } from '../../../test-support/people.ts';
import type { TestApp } from '../../../test-support/test-app.ts';

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** What administration answers somebody; an answer without a body has an empty one. */
export async function ask(
  { app }: TestApp,
  who: string,
  method: 'GET' | 'POST',
  path: string,
  payload?: object,
): Promise<Answer> {
  const answer = await app.inject({
    method,
    url: `/admin/v1/${path}`,
    headers: bearer(accessTokenFor(app, who)),
    ...(payload ? { payload } : {}),
  });
  return {
    status: answer.statusCode,
    body: answer.body === '' ? {} : answer.json<Record<string, unknown>>(),
  };
}

/** The status of what somebody sends, with the code of a refusal: `204`, `403 E_SCOPE`. */
export async function outcome(server: TestApp, who: string, path: string, payload: object): Promise<string> {
  const { status, body } = await ask(server, who, 'POST', path, payload);
  return status < 300 ? String(status) : `${status} ${(body as { error: { code: string } }).error.code}`;
}
