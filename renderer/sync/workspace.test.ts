import { afterEach, expect, it } from 'vitest';
import type { MutationType } from '../../shared/sync/mutations.ts';
import type { NewEdit } from '../data/types.ts';
import { MUTATION_TYPES } from '../../shared/sync/mutations.ts';
import { REF_BUCKET, staffBucket } from '../../shared/sync/protocol.ts';
import { until, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { FakeServer } from '../test-support/fake-server.ts';
import { Line } from '../test-support/line.ts';

const device = new Device();
afterEach(() => device.shutDown());

const TYPES = Object.keys(MUTATION_TYPES) as MutationType[];

/** To whoever keeps it, it is the same what it says; those who show it look for these. */
const ARGS = { changes: [], add: [], remove: [], customer: { customerCode: '' } };
const editOf = (type: MutationType): NewEdit =>
  ({ type, id: `row of ${type}`, customerCode: '', customerName: '', args: ARGS }) as never;

it('[C9] whatever is written is kept by an engine that does not answer', async () => {
  const line = new Line(new FakeServer([REF_BUCKET, staffBucket('S1')]));
  const { workspace, link } = await device.open({ exchange: line, staffId: 'S1' });
  await whole(workspace);
  line.cut = true;
  const asked: string[] = [];
  const { post } = link;
  link.post = (message) => {
    if (message.kind === 'read') asked.push(message.kind);
    else post(message);
  };
  const kept: MutationType[] = [];
  for (const type of TYPES) void workspace.write(editOf(type)).then(() => kept.push(type));
  await until(() => expect(kept.sort()).toEqual([...TYPES].sort()));
  expect(asked).toEqual([]);
  expect(workspace.outbox.get()).toHaveLength(TYPES.length);
  expect(device.disk.texts).toHaveLength(TYPES.length);
});
