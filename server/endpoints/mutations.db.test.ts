import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Permission, ROLE_KEYS, type RoleKey, SHIPPED_ROLES } from '../../shared/domain/permissions.ts';
import { MUTATION_TYPES, type MutationType } from '../../shared/sync/mutations.ts';
import type { MutationResult } from '../../shared/sync/protocol.ts';
import { MutationBuilder } from '../sync/test-support/mutation-builder.ts';
import { SyncClient } from '../sync/test-support/sync-client.ts';
import { type TestApp, testApp } from '../test-support/test-app.ts';
import { MUTATIONS } from './test-support/mutation-table.ts';
import { INSIDE, OUTSIDE, personOf, reachesAll, setStage, type Target } from './test-support/stage.ts';

let server: TestApp;
const counted = { inside: 0, outside: 0, refused: 0 };
const senders = new Map<string, { client: SyncClient; builder: MutationBuilder }>();
const TYPES = Object.keys(MUTATION_TYPES) as MutationType[];

beforeAll(async () => {
  server = await testApp();
  await setStage(server.database.pool);
});
afterAll(async () => {
  console.log(
    `mutations: ${TYPES.length} types x ${ROLE_KEYS.length} roles: ${counted.inside} sent inside their scope, ` +
      `${counted.outside} outside, ${counted.refused} of both refused`,
  );
  await server.close();
});

async function send(staffId: string, type: MutationType, target: Target): Promise<MutationResult> {
  const sender = senders.get(staffId) ?? {
    client: new SyncClient(server.app, staffId),
    builder: new MutationBuilder(),
  };
  senders.set(staffId, sender);
  if (sender.client.epoch === null) await sender.client.pull();
  const { id, args } = MUTATIONS[type].make(target);
  const { results } = await sender.client.push([sender.builder.of(type, id, args)]);
  return results[0]!;
}

const carries = (role: RoleKey, permissions: readonly Permission[]): boolean =>
  permissions.some((permission) =>
    (SHIPPED_ROLES[role].permissions as readonly Permission[]).includes(permission),
  );

it('every type of mutation stands in the table', () => {
  expect(Object.keys(MUTATIONS).sort()).toEqual([...TYPES].sort());
});

describe.each(TYPES)('%s', (type) => {
  const { needs, outside } = MUTATIONS[type];

  it.each(ROLE_KEYS)('%s', async (role) => {
    const inside = await send(personOf(role), type, INSIDE);
    counted.inside++;
    const said = JSON.stringify(inside);
    if (needs !== 'anyone' && !carries(role, needs)) {
      counted.refused++;
      expect([role, inside.status, inside.code], said).toEqual([role, 'rejected', 'E_PERMISSION']);
      return;
    }
    expect(['E_PERMISSION', 'E_SCOPE', 'E_INVALID'], said).not.toContain(inside.code);
    expect(inside.status, said).not.toBe('retry');
    if (outside === 'about nobody' || reachesAll(role)) return;
    const beyond = await send(personOf(role), type, OUTSIDE);
    counted.outside++;
    counted.refused++;
    expect(beyond.status, JSON.stringify(beyond)).toBe('rejected');
    expect(outside, JSON.stringify(beyond)).toContain(beyond.code);
  });

  it('is refused to whoever holds no role', async () => {
    if (needs === 'anyone') return;
    expect(await send('p-nobody', type, INSIDE)).toMatchObject({ status: 'rejected', code: 'E_PERMISSION' });
  });
});
