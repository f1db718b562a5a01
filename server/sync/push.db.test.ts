import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PushResponse } from '../../shared/sync/protocol.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { insertPerson } from '../test-support/people.ts';
import { testApp, type TestApp } from '../test-support/test-app.ts';
import { beginEpoch } from './history/epochs.ts';
import { MutationBuilder } from './test-support/mutation-builder.ts';
import { insertCustomers, insertRegion, moveCustomer } from './test-support/region.ts';
import { RefusedError, SyncClient } from './test-support/sync-client.ts';

const MINE = 'KH0000000001';
const ALSO_MINE = 'KH0000000002';
const NEVER_MINE = 'KH0000000003';
const MOVED_AWAY = 'KH0000000004';
const LOGGED_AWAY = 'KH0000000005';

describe('push', () => {
  let server: TestApp;
  let client: SyncClient;
  let outbox: MutationBuilder;
  let made = 0;

  beforeAll(async () => {
    server = await testApp();
    const { pool } = server.database;
    await insertRegion(pool);
    await insertPerson(pool, { staffNo: '30001', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'A1' }] });
    await insertPerson(pool, { staffNo: '30002', roles: [{ role: 'ACCOUNT_MANAGER', unitCode: 'B1' }] });
    await insertPerson(pool, {
      staffNo: '20009',
      roles: [{ role: 'DEPARTMENT_LEADER', unitCode: 'NN1-GZ' }],
    });
    await insertCustomers(pool, [
      { customerCode: MINE, community: 'A1' },
      { customerCode: ALSO_MINE, community: 'A1' },
      { customerCode: NEVER_MINE, community: 'B1' },
      { customerCode: MOVED_AWAY, community: 'A1' },
      { customerCode: LOGGED_AWAY, community: 'B1' },
    ]);
    await moveCustomer(pool, MOVED_AWAY, 'B1');
    await pool.query(
      `insert into reassignment_log (customer_code, from_community, to_community, kind, actor)
       values ($1, 'A1', 'B1', 'REASSIGNMENT', '20001')`,
      [LOGGED_AWAY],
    );
  });
  afterAll(() => server.close());
  beforeEach(() => {
    client = new SyncClient(server.app, '30001', `client-${++made}`);
    outbox = new MutationBuilder();
  });

  const notesOn = async (customerCode: string): Promise<number> => {
    const { rows } = await server.database.pool.query<{ n: number }>(
      'select count(*) as n from interaction where customer_code = $1',
      [customerCode],
    );
    return rows[0]!.n;
  };
  const statuses = ({ results }: PushResponse) => results.map(({ status, code }) => code ?? status);
  const refusedWith = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof RefusedError)) throw new Error('expected to be refused');
    return error.refused;
  };
  const contactOf = async (customerCode: string): Promise<unknown> => {
    const { rows } = await server.database.pool.query<{ contact: unknown }>(
      'select contact from customer where customer_code = $1',
      [customerCode],
    );
    return rows[0]!.contact;
  };

  describe('exactly once', () => {
    it('[S7] takes a note, and a pull up to write_seq brings it back with its author', async () => {
      const note = outbox.note(MINE);
      const answer = await client.push([note]);
      expect(answer.results).toEqual([{ uid: note.uid, n: 1, status: 'applied' }]);
      const page = await client.pull();
      expect(Number(page.seq)).toBeGreaterThanOrEqual(Number(answer.write_seq));
      expect(client.rows.get(`interaction|${note.id}`)).toMatchObject({
        bucket: 'community:A1',
        body: { interactionId: note.id, customerCode: MINE, staffNo: '30001', note: '约下周再谈' },
      });
      expect(page.last_n).toBe(1);
    });

    /** Two notes, with something in between: a colleague holds the customer of the second until it is done. */
    const pushAround = async (inBetween: () => Promise<unknown>): Promise<PushResponse> => {
      const colleague = await server.database.pool.connect();
      try {
        await colleague.query('begin');
        await colleague.query('select from customer where customer_code = $1 for update', [ALSO_MINE]);
        const before = await notesOn(MINE);
        const pushing = client.push([outbox.note(MINE), outbox.note(ALSO_MINE)]);
        await vi.waitFor(async () => expect(await notesOn(MINE)).toBe(before + 1));
        await inBetween();
        await colleague.query('rollback');
        return await pushing;
      } finally {
        colleague.release();
      }
    };

    it('[S9] answers in the life of history that it asked for, though another begins before the end', async () => {
      const { epoch } = await client.pull();
      const answer = await pushAround(() =>
        inTransaction(server.database.pool, (db) => beginEpoch(db, 'RESTORED')),
      );
      expect([answer.epoch, ...statuses(answer)]).toEqual([epoch, 'applied', 'applied']);
      expect((await refusedWith(client.pull())).error).toMatchObject({ code: 'E_EPOCH' });
    });

    it('[S9] settles once more what a copy of the store that was put back meanwhile does not know', async () => {
      const { pool } = server.database;
      const before = await notesOn(ALSO_MINE);
      const answer = await pushAround(() =>
        inTransaction(pool, async (db) => {
          await db.query(`delete from interaction where customer_code = $1`, [MINE]);
          await db.query(`delete from mutation_receipt where client_id = $1`, [client.clientId]);
          await db.query(`update sync_client set last_n = 0 where client_id = $1`, [client.clientId]);
        }),
      );
      expect(statuses(answer)).toEqual(['applied', 'applied']);
      expect([await notesOn(MINE), await notesOn(ALSO_MINE)]).toEqual([1, before + 1]);
    });

    it('[S7] answers a push that is sent again with what the first was told, and has no second effect', async () => {
      const before = await notesOn(MINE);
      const mutations = [outbox.note(MINE), outbox.note(NEVER_MINE), outbox.note(MINE)];
      const first = await client.push(mutations);
      const again = await client.push(mutations);
      expect(statuses(first)).toEqual(['applied', 'E_SCOPE', 'applied']);
      expect(again.results.map(({ status, first_status: was, code }) => [status, was, code])).toEqual([
        ['duplicate', 'applied', undefined],
        ['duplicate', 'rejected', 'E_SCOPE'],
        ['duplicate', 'applied', undefined],
      ]);
      expect(await notesOn(MINE)).toBe(before + 2);
    });

    it('[S7] two identical pushes at the same time have one effect', async () => {
      const before = await notesOn(MINE);
      const mutations = Array.from({ length: 10 }, () => outbox.note(MINE));
      const answers = await Promise.all([
        client.push(mutations),
        client.push(mutations),
        client.push(mutations),
      ]);
      expect(await notesOn(MINE)).toBe(before + 10);
      for (let i = 0; i < 10; i++) {
        const told = answers.map((answer) => answer.results[i]!.status).sort();
        expect(told).toEqual(['applied', 'duplicate', 'duplicate']);
      }
    });

    it('[S7] the same mutation under two client ids at the same time has one effect', async () => {
      const before = await notesOn(MINE);
      const mutations = Array.from({ length: 10 }, () => outbox.note(MINE));
      const restored = new SyncClient(server.app, '30001', `client-${++made}`);
      const answers = await Promise.all([client.push(mutations), restored.push(mutations)]);
      expect(await notesOn(MINE)).toBe(before + 10);
      for (let i = 0; i < 10; i++) {
        expect(answers.map((answer) => answer.results[i]!.status).sort()).toEqual(['applied', 'duplicate']);
      }
    });

    it('[S7] a uid that somebody else used tells nothing of his', async () => {
      const note = outbox.note(MINE);
      await client.push([note]);
      const other = new SyncClient(server.app, '30002', `client-${++made}`);
      const [result] = (await other.push([note])).results;
      expect(result).toEqual({
        uid: note.uid,
        n: 1,
        status: 'rejected',
        code: 'E_INVALID',
        message: expect.any(String) as string,
      });
    });
  });

  describe('order', () => {
    it('[S7] takes mutations in order of n, whatever their order in the request', async () => {
      const note = outbox.note(MINE);
      const edit = outbox.editNote(note.id, [{ field: 'note', from: '约下周再谈', to: '改期' }]);
      expect(statuses(await client.push([edit, note]))).toEqual(['applied', 'applied']);
    });

    it('[S7] takes those before a gap and says which number it expects', async () => {
      const before = await notesOn(MINE);
      const [one, two, three] = [outbox.note(MINE), outbox.note(MINE), outbox.note(MINE)];
      const refused = await refusedWith(client.push([one, three]));
      expect(refused).toMatchObject({
        status: 409,
        code: 'E_GAP',
        error: { expected_n: 2, results: [{ uid: one.uid, status: 'applied' }] },
      });
      expect(await notesOn(MINE)).toBe(before + 1);
      expect(statuses(await client.push([one, two, three]))).toEqual(['duplicate', 'applied', 'applied']);
    });

    it('[S7] a number that is used already is not taken for another mutation, replayed or not', async () => {
      await client.push([outbox.note(MINE), outbox.note(MINE)]);
      const stray = outbox.note(MINE, { n: 1 });
      expect((await refusedWith(client.push([stray]))).error).toMatchObject({ code: 'E_GAP', expected_n: 3 });
      const replayed = client.push([stray], { replay: true });
      expect((await refusedWith(replayed)).error).toMatchObject({ code: 'E_GAP', expected_n: 3 });
    });

    it('[S7] a replay may skip numbers, which must still rise', async () => {
      const first = [outbox.note(MINE, { n: 5 }), outbox.note(MINE, { n: 9 })];
      expect(statuses(await client.push(first, { replay: true }))).toEqual(['applied', 'applied']);
      expect(statuses(await client.push([outbox.note(MINE)]))).toEqual(['applied']);
      expect((await client.pull()).last_n).toBe(10);
    });

    it('[S7] a new client id goes on with the mutations of a lost one, each once', async () => {
      const before = await notesOn(MINE);
      const sent = [outbox.note(MINE), outbox.note(MINE)];
      await client.push(sent);
      const restored = new SyncClient(server.app, '30001', `client-${++made}`);
      const renumbered = [...sent, outbox.note(MINE)].map((mutation, i) => ({ ...mutation, n: i + 1 }));
      expect(statuses(await restored.push(renumbered))).toEqual(['duplicate', 'duplicate', 'applied']);
      expect(await notesOn(MINE)).toBe(before + 3);
    });
  });

  describe('results', () => {
    it('[S8] late: a note on a customer that has moved on is taken, and lies where the customer is', async () => {
      const notes = [outbox.note(MOVED_AWAY), outbox.note(LOGGED_AWAY)];
      expect(statuses(await client.push(notes))).toEqual(['late', 'late']);
      const holder = new SyncClient(server.app, '30002', `client-${++made}`);
      await holder.pull();
      for (const note of notes) {
        expect(holder.rows.get(`interaction|${note.id}`)?.body).toMatchObject({ staffNo: '30001' });
      }
    });

    it('[S8] other edits on a customer that has moved on come back', async () => {
      const note = outbox.note(MOVED_AWAY);
      const answer = await client.push([
        note,
        outbox.editNote(note.id, [{ field: 'note', from: '约下周再谈', to: '改期' }]),
        outbox.editContact(MOVED_AWAY, [{ field: 'remark', from: '', to: '先致电' }]),
      ]);
      expect(statuses(answer)).toEqual(['late', 'E_SCOPE', 'E_SCOPE']);
    });

    it('[S8] a field edit applies where the field is as the writer saw it, or as he wants it', async () => {
      const persons = [{ name: '王五', role: '决策者', phone: '13800000000' }];
      const edits = [
        outbox.editContact(ALSO_MINE, [
          { field: 'persons', from: [], to: persons },
          { field: 'address', from: '', to: '民族大道1号' },
        ]),
        outbox.editContact(ALSO_MINE, [{ field: 'address', from: '', to: '民族大道1号' }]),
        outbox.editContact(ALSO_MINE, [{ field: 'address', from: '民族大道1号', to: null }]),
      ];
      expect(statuses(await client.push(edits))).toEqual(['applied', 'applied', 'applied']);
      expect(await contactOf(ALSO_MINE)).toEqual({ persons, address: '', remark: '' });
    });

    it('[S8] conflict: both values and the row come back, and nothing of the edit is applied', async () => {
      await client.push([outbox.editContact(MINE, [{ field: 'remark', from: '', to: '上午在' }])]);
      const edit = outbox.editContact(MINE, [
        { field: 'address', from: '', to: '朝阳路2号' },
        { field: 'remark', from: '', to: '下午在' },
      ]);
      const [result] = (await client.push([edit])).results;
      expect(result).toMatchObject({
        status: 'conflict',
        conflicts: [{ field: 'remark', from: '', mine: '下午在', theirs: '上午在' }],
        server_row: { customerCode: MINE, contact: { remark: '上午在', address: '' } },
      });
      const [again] = (await client.push([edit])).results;
      expect(again).toMatchObject({
        status: 'duplicate',
        first_status: 'conflict',
        conflicts: [{ mine: '下午在' }],
      });
    });

    it('[S8] a next step is set, changed and taken away', async () => {
      const note = outbox.note(MINE, { args: { nextStep: '送方案', nextOn: '2026-12-01' } });
      const answer = await client.push([
        note,
        outbox.editNote(note.id, [
          { field: 'nextOn', from: '2026-12-01', to: '2026-12-02' },
          { field: 'nextStep', from: '送方案', to: null },
        ]),
        outbox.editNote(note.id, [{ field: 'nextOn', from: '2026-12-01', to: '2026-12-09' }]),
      ]);
      expect(statuses(answer)).toEqual(['applied', 'applied', 'conflict']);
      await client.pull();
      const body = client.rows.get(`interaction|${note.id}`)!.body;
      expect(body.nextOn).toBe('2026-12-02');
      expect(body).not.toHaveProperty('nextStep');
    });

    it('[S8] what depends on a rejected, conflicting or unknown one is rejected with E_DEPENDS', async () => {
      const bad = outbox.note(NEVER_MINE);
      const edit = outbox.editNote(bad.id, [{ field: 'note', from: '约下周再谈', to: 'x' }], {
        depends_on: [bad.uid],
      });
      const next = outbox.note(MINE, { depends_on: [edit.uid] });
      const stray = outbox.note(MINE, { depends_on: ['0192f0e0-0000-7000-8000-000000000000'] });
      const good = outbox.note(MINE);
      const after = outbox.note(MINE, { depends_on: [good.uid, good.uid] });
      expect(statuses(await client.push([bad, edit, next, stray, good, after]))).toEqual([
        'E_SCOPE',
        'E_DEPENDS',
        'E_DEPENDS',
        'E_DEPENDS',
        'applied',
        'applied',
      ]);
    });

    it('[S8] one bad mutation is rejected by itself and the rest flows', async () => {
      const answer = await client.push([
        outbox.note(MINE, { args: { kind: 'DINNER' } }),
        outbox.note(MINE, { args: { staffNo: '99999' } }),
        outbox.note(MINE, { args: { nextOn: '2026-02-30' } }),
        outbox.note(MINE, { id: 'another-id' }),
        outbox.note(MINE, { entity: 'customer' }),
        outbox.note(MINE, { type: 'customer.delete' }),
        outbox.note(MINE, { type: 'toString' }),
        outbox.note(MINE, { args: { note: 'nul \u0000 byte' } }),
        outbox.note('KH9999999999'),
        outbox.editNote('IX-unknown', [{ field: 'note', from: null, to: 'x' }]),
        outbox.editContact('KH9999999999', [{ field: 'remark', from: '', to: 'x' }]),
        outbox.note(MINE),
      ]);
      expect(statuses(answer)).toEqual([
        ...Array<string>(8).fill('E_INVALID'),
        'E_NOT_FOUND',
        'E_NOT_FOUND',
        'E_NOT_FOUND',
        'applied',
      ]);
    });

    it('[S8] an id that would break the lines of a sum is refused', async () => {
      const note = outbox.note(MINE);
      note.id = note.args.interactionId = `two\nlines`;
      expect(statuses(await client.push([note]))).toEqual(['E_INVALID']);
    });

    it('[S8] a note with the id of another is refused', async () => {
      const note = outbox.note(MINE);
      const same = outbox.note(MINE, { id: note.id, args: { interactionId: note.id } });
      expect(statuses(await client.push([note, same]))).toEqual(['applied', 'E_INVALID']);
    });

    it('[S8] retry: what a passing fault stopped leaves nothing behind, and goes in when sent again', async () => {
      const { pool } = server.database;
      const before = await notesOn(MINE);
      const mutations = [outbox.note(ALSO_MINE), outbox.note(MINE), outbox.note(ALSO_MINE)];
      const blocker = await pool.connect();
      await blocker.query('begin');
      await blocker.query('select from customer where customer_code = $1 for update', [MINE]);
      const answer = await client.push(mutations);
      await blocker.query('rollback');
      blocker.release();
      expect(statuses(answer)).toEqual(['applied', 'retry']);
      expect(await notesOn(MINE)).toBe(before);
      expect(statuses(await client.push(mutations))).toEqual(['duplicate', 'applied', 'applied']);
    }, 60_000);

    it('[S8] retry: a fault of the server is logged without what somebody wrote', async () => {
      const { pool } = server.database;
      await pool.query(`alter table interaction rename to interaction_away`);
      const answer = await client.push([outbox.note(MINE, { args: { note: '不可外传' } })]);
      await pool.query(`alter table interaction_away rename to interaction`);
      expect(statuses(answer)).toEqual(['retry']);
      expect(server.logged()).toContain('a mutation failed');
      expect(server.logged()).not.toContain('不可外传');
    });
  });

  describe('authority', () => {
    it('[S11] the rights at that moment count: a customer that came is writable, one that went is not', async () => {
      const code = 'KH0000000011';
      await insertCustomers(server.database.pool, [{ customerCode: code, community: 'B1' }]);
      const edit = (from: string, to: string) => outbox.editContact(code, [{ field: 'remark', from, to }]);
      expect(statuses(await client.push([edit('', 'a')]))).toEqual(['E_SCOPE']);
      await moveCustomer(server.database.pool, code, 'A1');
      expect(statuses(await client.push([edit('', 'a')]))).toEqual(['applied']);
      await moveCustomer(server.database.pool, code, 'B1');
      expect(statuses(await client.push([edit('a', 'b')]))).toEqual(['E_SCOPE']);
    });

    it('[S11] without the permission anywhere it is E_PERMISSION, also for a note', async () => {
      const leader = new SyncClient(server.app, '20009', `client-${++made}`);
      const answer = await leader.push([
        outbox.note(MINE),
        outbox.editContact(MINE, [{ field: 'remark', from: null, to: 'x' }]),
      ]);
      expect(statuses(answer)).toEqual(['E_PERMISSION', 'E_PERMISSION']);
    });

    it('[S11] a note is edited by who writes there, or by its author while he reads there', async () => {
      const { pool } = server.database;
      const note = outbox.note(MINE);
      await client.push([note]);
      await insertPerson(pool, { staffNo: '20011', roles: [{ role: 'TEAM_LEAD', unitCode: 'NN1-GZ-A' }] });
      await insertPerson(pool, {
        staffNo: '20012',
        roles: [{ role: 'NETWORK_DATA_VIEWER', unitCode: 'NN' }],
      });
      const edit = (staffId: string, from: string, to: string) =>
        new SyncClient(server.app, staffId, `client-${++made}`).push([
          new MutationBuilder().editNote(note.id, [{ field: 'outcome', from, to }]),
        ]);
      expect(statuses(await edit('20011', '已联系', '一'))).toEqual(['applied']);
      expect(statuses(await edit('20012', '一', '二'))).toEqual(['E_PERMISSION']);
      expect(statuses(await edit('30002', '一', '二'))).toEqual(['E_SCOPE']);

      await pool.query(
        `update staff_role set role = 'DEPARTMENT_LEADER', unit_code = 'NN1-GZ' where staff_id = '30001'`,
      );
      try {
        expect(statuses(await edit('30001', '一', '二'))).toEqual(['applied']);
      } finally {
        await pool.query(
          `update staff_role set role = 'ACCOUNT_MANAGER', unit_code = 'A1' where staff_id = '30001'`,
        );
      }
    });
  });

  describe('envelope', () => {
    const send = (payload: object, headers: Record<string, string> = {}) =>
      client.post('/sync/v1/push', payload, { ...client.headers, ...headers });

    it('is taken from old and unknown protocol versions', async () => {
      const { 'sync-protocol': _, ...without } = client.headers;
      const answer = await client.post('/sync/v1/push', client.pushRequest([outbox.note(MINE)]), without);
      expect(answer.status).toBe(200);
      expect((await send(client.pushRequest([outbox.note(MINE)]), { 'sync-protocol': '0' })).status).toBe(
        200,
      );
    });

    it('is taken gzipped', async () => {
      const response = await server.app.inject({
        method: 'POST',
        url: '/sync/v1/push',
        headers: { ...client.headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
        payload: gzipSync(JSON.stringify(client.pushRequest([outbox.note(MINE)]))),
      });
      expect(response.json<PushResponse>().results[0]?.status).toBe('applied');
    });

    it('of another person, or for a client of another person, is E_USER_MISMATCH', async () => {
      await client.push([outbox.note(MINE)]);
      expect(await refusedWith(client.push([outbox.note(MINE)], { staff_id: '30002' }))).toMatchObject({
        status: 409,
        code: 'E_USER_MISMATCH',
      });
      const thief = new SyncClient(server.app, '30002', client.clientId);
      expect((await refusedWith(thief.push([outbox.note(NEVER_MINE)]))).code).toBe('E_USER_MISMATCH');
      expect((await refusedWith(thief.pull())).code).toBe('E_USER_MISMATCH');
    });

    it('of another epoch is E_EPOCH; of none yet it is taken (S9)', async () => {
      const answer = await client.push([outbox.note(MINE)], { epoch: null });
      expect(statuses(answer)).toEqual(['applied']);
      const refused = await refusedWith(client.push([outbox.note(MINE)], { epoch: 'of-a-former-life' }));
      expect(refused).toMatchObject({ status: 409, code: 'E_EPOCH', error: { epoch: answer.epoch } });
    });

    it('with more than 100 mutations or 256 KB is E_TOO_LARGE, and nothing of it is taken', async () => {
      const before = await notesOn(MINE);
      const many = Array.from({ length: 101 }, () => outbox.note(MINE));
      expect(await refusedWith(client.push(many))).toMatchObject({ status: 413, code: 'E_TOO_LARGE' });
      const long = Array.from({ length: 80 }, () => outbox.note(MINE, { args: { note: '长'.repeat(1500) } }));
      expect(await refusedWith(client.push(long))).toMatchObject({ status: 413, code: 'E_TOO_LARGE' });
      const packed = await server.app.inject({
        method: 'POST',
        url: '/sync/v1/push',
        headers: { ...client.headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
        payload: gzipSync(JSON.stringify(client.pushRequest(long))),
      });
      expect(packed.json()).toMatchObject({ error: { code: 'E_TOO_LARGE' } });
      expect(await notesOn(MINE)).toBe(before);
    });

    it('that is damaged is E_REQUEST', async () => {
      const good = client.pushRequest([outbox.note(MINE)]);
      const damaged: object[] = [
        { ...good, mutations: [] },
        { ...good, client_id: '' },
        { ...good, mutations: [{ ...good.mutations[0], uid: 'no-uuid' }] },
        { ...good, mutations: [{ ...good.mutations[0], n: 0 }] },
      ];
      for (const body of damaged) {
        expect(await send(body)).toMatchObject({ status: 400, body: { error: { code: 'E_REQUEST' } } });
      }
    });
  });
});
