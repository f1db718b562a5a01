import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Window } from '../test-support/device.ts';
import { REF_BUCKET, staffBucket } from '../../shared/sync/protocol.ts';
import { until, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { FakeServer } from '../test-support/fake-server.ts';
import { Line } from '../test-support/line.ts';
import { sampleCustomer } from '../test-support/sample-rows.ts';

const BUCKET = 'community:C001';
let server: FakeServer;
let device: Device;
let line: Line;

/** One commit, with the name that the customer has from then on; null: he is gone. */
const put = (customer: number, name: string | null, bucket = BUCKET): void => {
  const row = { ...sampleCustomer(customer).customer, communityCode: 'C001' };
  server.put(bucket, [['customer', row.customerCode, name === null ? null : { ...row, name }]]);
};
const codeOf = (customer: number): string => sampleCustomer(customer).customer.customerCode;

beforeEach(() => {
  server = new FakeServer([REF_BUCKET, staffBucket('S1'), BUCKET]);
  put(1, '黄秀');
  device = new Device();
  line = new Line(server);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await device.shutDown();
});

const open = (): Promise<Window> => device.open({ exchange: line, staffId: 'S1' });
const listed = ({ workspace }: Window, customer: number): string | undefined => {
  const index = workspace.index.get();
  const position = index.positionOf(codeOf(customer));
  return position === undefined ? undefined : index.at(position).name;
};

describe('what is shown', () => {
  it('[fault 18] [C3] is what is stored, though for more there was no room before it was gone again', async () => {
    const window = await open();
    const { workspace } = window;
    await whole(workspace);
    device.full = true;
    server.put(staffBucket('S1'), [['savedView', 'V1', { viewId: 'V1', name: '欠费' } as never]]);
    put(2, '韦一', 'community:C002');
    server.buckets = [...server.buckets, 'community:C002'];
    workspace.syncNow();
    await until(() => {
      expect(workspace.status.get().trouble).toBe('storageFull');
      expect(workspace.held('savedView').get()).toHaveLength(1);
      expect(listed(window, 2)).toBe('韦一');
    });

    server.put(staffBucket('S1'), [['savedView', 'V1', null]]);
    server.buckets = server.buckets.filter((bucket) => bucket !== 'community:C002');
    device.full = false;
    workspace.syncNow();
    await whole(workspace);
    expect(workspace.held('savedView').get()).toEqual([]);
    expect(listed(window, 2)).toBeUndefined();
    expect(await workspace.customer(codeOf(2))).toBeUndefined();
    expect(listed(window, 1)).toBe('黄秀');
  });

  it('[C3] is what everything has come to, also while there is no room to store it', async () => {
    put(2, '韦一');
    line.beforePull = ({ buckets }) => {
      // By then the customer has come.
      if (buckets === undefined) put(2, null);
    };
    const window = await open();
    const { workspace } = window;
    const { status } = workspace;
    const look = (): void => {
      if (status.get().everComplete) device.full = true;
    };
    status.subscribe(look);
    look();
    await until(() => expect(status.get()).toMatchObject({ everComplete: true, trouble: 'storageFull' }));
    expect(listed(window, 1)).toBe('黄秀');
    expect(listed(window, 2)).toBeUndefined();
    expect(await workspace.customer(codeOf(2))).toBeUndefined();
  });

  it('[C8] is the last state in a window that does not sync as well, though it was long in opening the one before', async () => {
    const first = await open();
    await whole(first.workspace);
    const second = await open();
    await until(() => expect(listed(second, 1)).toBe('黄秀'));
    // Long enough that it has waited for its turn.
    await new Promise((resolve) => setTimeout(resolve, 100));
    let letOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letOn = resolve));
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    const opened = vi.spyOn(crypto.subtle, 'decrypt').mockImplementationOnce(async (...args) => {
      await held;
      return decrypt(...args);
    });
    const change = async (customer: number, name: string): Promise<void> => {
      put(customer, name);
      first.workspace.syncNow();
      await until(() => expect(listed(first, customer)).toBe(name));
      await whole(first.workspace);
    };
    await change(1, '黄秀二');
    await until(() => expect(opened).toHaveBeenCalledTimes(1));
    await change(1, '黄秀三');
    letOn();
    // What comes behind them shows that both have been dealt with.
    await change(2, '韦一');
    await until(() => expect(listed(second, 2)).toBe('韦一'));
    expect(listed(first, 1)).toBe('黄秀三');
    expect(listed(second, 1)).toBe('黄秀三');
  });
});
