import { randomUUID } from 'node:crypto';
import { pullResponse, type Operation } from '../../shared/sync/protocol.ts';
import { sessionResponse, type SessionResponse } from '../../shared/api/auth.ts';
import type { Entity, RowsByEntity } from '../../shared/domain/rows.ts';

/** What the server holds for a person, asked over the wire by somebody who is not the client under test. */
export async function signIn(address: string, staffNo: string, password: string): Promise<SessionResponse> {
  const response = await post(`${address}/auth/v1/login`, {
    staff_no: staffNo,
    password,
    device: { id: randomUUID(), name: 'spec' },
  });
  return sessionResponse.parse(await response.json());
}

export async function rowsOf<E extends Entity>(
  address: string,
  session: SessionResponse,
  entity: E,
): Promise<RowsByEntity[E][]> {
  const rows = new Map<string, Operation>();
  let cursors: Record<string, unknown> = {};
  for (;;) {
    const response = await post(
      `${address}/sync/v1/pull`,
      {
        client_id: `spec-${session.staff.id}`,
        staff_id: session.staff.id,
        epoch: null,
        schema: 1,
        cursors,
        limit: 2000,
      },
      session.access_token,
    );
    const page = pullResponse.parse(await response.json());
    for (const bucket of page.buckets) {
      for (const operation of bucket.ops) if (operation[0] === entity) rows.set(operation[1], operation);
    }
    if (page.complete) break;
    cursors = { ...cursors, ...Object.fromEntries(page.buckets.map((bucket) => [bucket.bucket, bucket.to])) };
  }
  return [...rows.values()].flatMap((operation) =>
    operation[4] ? [] : [operation[5] as unknown as RowsByEntity[E]],
  );
}

async function post(url: string, body: unknown, token?: string): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'sync-protocol': '1',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}
