import { randomBytes, randomUUID } from 'node:crypto';
import { uuidv7 } from '../../shared/lib/ids.ts';
import {
  pullResponse,
  pushResponse,
  type MutationResult,
  type Operation,
} from '../../shared/sync/protocol.ts';
import { contactUpdateArgs } from '../../shared/sync/mutations.ts';
import type { ContactEdit } from '../../shared/sync/mutations.ts';
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
  let epoch: string | null = null;
  for (;;) {
    const response = await post(
      `${address}/sync/v1/pull`,
      {
        client_id: `spec-${session.staff.id}`,
        staff_id: session.staff.id,
        epoch,
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
    epoch = page.epoch;
    cursors = { ...cursors, ...Object.fromEntries(page.buckets.map((bucket) => [bucket.bucket, bucket.to])) };
  }
  return [...rows.values()].flatMap((operation) =>
    operation[4] ? [] : [operation[5] as unknown as RowsByEntity[E]],
  );
}

/** Somebody else, on another machine, changes the contact of a customer. */
export async function writeContact(
  address: string,
  session: SessionResponse,
  customerCode: string,
  changes: ContactEdit[],
): Promise<MutationResult> {
  const response = await post(
    `${address}/sync/v1/push`,
    {
      client_id: randomUUID(),
      staff_id: session.staff.id,
      epoch: null,
      schema: 1,
      mutations: [
        {
          uid: uuidv7(Date.now(), randomBytes(16)),
          n: 1,
          type: 'customer.contact.update',
          entity: 'customer',
          id: customerCode,
          base_seq: null,
          occurred_at: new Date().toISOString(),
          clock_offset: 0,
          args: contactUpdateArgs.parse({ changes }),
        },
      ],
    },
    session.access_token,
  );
  const [result] = pushResponse.parse(await response.json()).results;
  if (!result) throw new Error('the push was answered without a result');
  return result;
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
