import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Workspace } from '../data/types.ts';
import type { Window } from '../test-support/device.ts';
import { accessTokenFor, insertPerson } from '../../server/test-support/people.ts';
import { insertCustomers, insertRegion } from '../../server/sync/test-support/region.ts';
import { testApp } from '../../server/test-support/test-app.ts';
import type { TestApp } from '../../server/test-support/test-app.ts';
import { until, whole } from '../test-support/at-work.ts';
import { Device } from '../test-support/device.ts';
import { Line } from '../test-support/line.ts';
import { Transport } from './transport.ts';

/** 冯云凯 leads 南宁, which has more customers than one person may hold here; 袁涵梅 sees totals only. */
const LEADER = '20003';
const REVIEWER = '20006';
const MOST = 5;
const COMMUNITIES = ['A1', 'A1', 'A2', 'B1', 'B1', 'S1', 'S1', 'S1', 'L1'];

describe('a leader opens communities on demand', () => {
  let server: TestApp;
  let address: string;
  let device: Device;
  let line: Line;

  beforeAll(async () => {
    server = await testApp({ config: { testMostCustomers: MOST } });
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, {
      staffNo: LEADER,
      roles: [{ role: 'NETWORK_CHANNEL_LEADER', unitCode: 'NN' }],
    });
    await insertPerson(pool, {
      staffNo: REVIEWER,
      roles: [{ role: 'NETWORK_PERFORMANCE_REVIEWER', unitCode: 'NN' }],
    });
    await insertCustomers(
      pool,
      COMMUNITIES.map((community, i) => ({ customerCode: `KH000000000${i + 1}`, community })),
    );
    await pool.query(
      `insert into rollup select unit_code, json_build_object('unitCode', unit_code, 'day', '2026-11-20')::text
       from org_unit`,
    );
    address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    device = new Device();
    line = new Line(new Transport(address));
  });
  afterEach(() => device.shutDown());

  const open = async (staffId: string): Promise<Window> => {
    const token = accessTokenFor(server.app, staffId);
    const window = await device.open({
      exchange: line,
      staffId,
      server: address,
      tokens: { accessToken: () => Promise.resolve(token) },
    });
    await whole(window.workspace);
    return window;
  };
  const customers = (workspace: Workspace): string[] => {
    const index = workspace.index.get();
    return Array.from({ length: index.size }, (_, at) => index.codeAt(at).slice(-1)).sort();
  };
  const stands = (workspace: Workspace, opened: Record<string, string>, held: string[]) =>
    until(() => {
      const { opened: list } = workspace.territory.holdings.get();
      expect(Object.fromEntries(list.map((one) => [one.communityCode, one.state]))).toEqual(opened);
      expect(customers(workspace)).toEqual(held);
    });

  it('[S6] has roll-ups of his units alone, then the customers that he opens, and not those that he closes', async () => {
    const { workspace } = await open(LEADER);
    await stands(workspace, {}, []);
    const units = ['NN', 'NN1', 'NN1-GZ', 'NN1-GZ-A', 'NN1-GZ-B', 'NN1-SY', 'NN1-TB'];
    await until(() => expect([...workspace.territory.holdings.get().units].sort()).toEqual(units.sort()));
    const rollups = await workspace.territory.rollups(['NN', 'A1', 'GX', 'L1']);
    expect([...rollups.keys()].sort()).toEqual(['A1', 'NN']);

    workspace.territory.open('A1');
    await stands(workspace, { A1: 'here' }, ['1', '2']);
    workspace.territory.open('S1');
    await stands(workspace, { A1: 'here', S1: 'here' }, ['1', '2', '6', '7', '8']);
    workspace.territory.close('A1');
    await stands(workspace, { S1: 'here' }, ['6', '7', '8']);
  });

  it('[S6] is told what does not fit beside the others, and what is not his', async () => {
    const { workspace } = await open(LEADER);
    for (const code of ['A1', 'S1', 'B1', 'L1']) workspace.territory.open(code);
    await stands(workspace, { A1: 'here', S1: 'here', B1: 'refused', L1: 'refused' }, [
      '1',
      '2',
      '6',
      '7',
      '8',
    ]);
    workspace.territory.close('S1');
    await stands(workspace, { A1: 'here', B1: 'here', L1: 'refused' }, ['1', '2', '4', '5']);
  });

  it('[C3] keeps what is open over a restart, and what was asked for offline waits for the network', async () => {
    const first = await open(LEADER);
    first.workspace.territory.open('A1');
    await stands(first.workspace, { A1: 'here' }, ['1', '2']);
    await first.workspace.close();

    line.cut = true;
    const token = accessTokenFor(server.app, LEADER);
    const { workspace } = await device.open({
      exchange: line,
      staffId: LEADER,
      server: address,
      tokens: { accessToken: () => Promise.resolve(token) },
    });
    await stands(workspace, { A1: 'here' }, ['1', '2']);
    workspace.territory.open('A2');
    await stands(workspace, { A1: 'here', A2: 'waiting' }, ['1', '2']);
    line.cut = false;
    workspace.syncNow();
    await stands(workspace, { A1: 'here', A2: 'here' }, ['1', '2', '3']);
  });

  it('[S6] whoever sees totals only opens nothing', async () => {
    const { workspace } = await open(REVIEWER);
    workspace.territory.open('A1');
    await stands(workspace, { A1: 'refused' }, []);
    expect((await workspace.territory.rollups(['A1'])).size).toBe(1);
  });
});
