import { randomBytes, randomUUID } from 'node:crypto';
import { uuidv7 } from '../../shared/lib/ids.ts';
import {
  pullResponse,
  pushResponse,
  type MutationResult,
  type Operation,
} from '../../shared/sync/protocol.ts';
import { isUnsolved } from '../../shared/domain/complaints.ts';
import { contactUpdateArgs, MUTATION_TYPES } from '../../shared/sync/mutations.ts';
import type { ComplaintStepArgs, ContactEdit, MutationArgs } from '../../shared/sync/mutations.ts';
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
export const writeContact = (
  address: string,
  session: SessionResponse,
  customerCode: string,
  changes: ContactEdit[],
): Promise<MutationResult> =>
  push(address, session, 'customer.contact.update', customerCode, contactUpdateArgs.parse({ changes }));

/** Every complaint that he may see is solved, on another machine. */
export async function solveComplaints(address: string, session: SessionResponse): Promise<void> {
  for (const complaint of (await rowsOf(address, session, 'complaint')).filter(isUnsolved)) {
    const args: ComplaintStepArgs = { act: 'SOLVE', stepId: newId(), text: '已处理' };
    const { status } = await push(address, session, 'complaint.step', complaint.complaintId, args);
    if (status !== 'applied') throw new Error(`the complaint ${complaint.complaintId} was ${status}`);
  }
}

async function push<T extends 'customer.contact.update' | 'complaint.step'>(
  address: string,
  session: SessionResponse,
  type: T,
  id: string,
  args: MutationArgs[T],
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
          uid: newId(),
          n: 1,
          type,
          entity: MUTATION_TYPES[type].entity,
          id,
          base_seq: null,
          occurred_at: new Date().toISOString(),
          clock_offset: 0,
          args,
        },
      ],
    },
    session.access_token,
  );
  const [result] = pushResponse.parse(await response.json()).results;
  if (!result) throw new Error('the push was answered without a result');
  return result;
}

const newId = (): string => uuidv7(Date.now(), randomBytes(16));

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
