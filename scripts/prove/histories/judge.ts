import type { Desk, SavedEdit } from './desk.ts';
import type { Office } from './office.ts';
import { sameContent } from '../../../shared/sync/merge.ts';
import { SyncClient } from '../../../server/sync/test-support/sync-client.ts';

interface TrueRow {
  bucket: string;
  entity: string;
  id: string;
  seq: string;
  body: string;
}

/** What is wrong with what a device holds, in words; empty where it is what its person may see. */
export async function faultsOfRows(office: Office, desk: Desk): Promise<string[]> {
  const truth = await truthFor(office, desk);
  const held = await desk.rows();
  const faults: string[] = [];
  for (const { entity, id, bucket, seq, body } of truth) {
    const key = `${entity}|${id}`;
    const row = held.get(key);
    held.delete(key);
    if (!row) faults.push(`${desk.name} lacks ${key}`);
    else if (row.bucket !== bucket) faults.push(`${desk.name} has ${key} in ${row.bucket}, not ${bucket}`);
    else if (!sameContent(row.body, JSON.parse(body))) faults.push(`${desk.name} has a stale ${key}`);
    else if (row.seq !== seq) faults.push(`${desk.name} has ${key} of ${row.seq}, not ${seq}`);
  }
  for (const key of held.keys()) faults.push(`${desk.name} has the ghost ${key}`);
  const { size } = desk.workspace.index.get();
  const customers = truth.filter(({ entity }) => entity === 'customer').length;
  if (size !== customers) faults.push(`${desk.name} lists ${size} customers, not ${customers}`);
  return faults;
}

/** The rows of the buckets that a client would be given that knows nothing yet; communities by the roles. */
async function truthFor(office: Office, { staffId }: Desk): Promise<TrueRow[]> {
  const fresh = new SyncClient(office.server.app, staffId, `judge-of-${staffId}`);
  await fresh.pull();
  const mine = await office.communitiesOf(staffId);
  const communities = fresh.bucketSet.flatMap((bucket) => bucket.match(/^community:(.*)/)?.[1] ?? []);
  if (!sameContent([...communities].sort(), mine)) {
    throw new Error(`the server gives ${staffId} ${communities.join()}, his roles ${mine.join()}`);
  }
  const { rows } = await office.pool.query<TrueRow>(
    `select r.bucket, r.entity, r.id, s.seq::text as seq, r.body
     from sync_row r join sync_state s using (bucket, entity, id) where r.bucket = any($1) and not s.deleted`,
    [fresh.bucketSet],
  );
  return rows;
}

/** Edits without exactly one fate: applied once, taken late, refused and shown, or given up. */
export async function faultsOfEdits(office: Office, desk: Desk): Promise<string[]> {
  const receipts = await office.receipts();
  const outbox = new Map(desk.workspace.outbox.get().map((entry) => [entry.uid, entry]));
  const { rows } = await office.pool.query<{ interaction_id: string }>(
    'select interaction_id from interaction where staff_no = $1',
    [desk.staffId],
  );
  const notes = new Set(rows.map((row) => row.interaction_id));
  const faults: string[] = [];
  for (const entry of outbox.values()) {
    if (entry.state !== 'attention') faults.push(`${entry.uid} is ${entry.state} on ${desk.name}`);
    else if (entry.status !== 'conflict' && entry.code === undefined) faults.push(`${entry.uid} says no why`);
    else if (entry.customerName === '') faults.push(`${entry.uid} does not say of whom`);
  }
  for (const edit of desk.edits) {
    const fault = faultOfFate(edit, receipts.get(edit.uid), outbox.has(edit.uid), notes);
    if (fault) faults.push(`${edit.uid} (${edit.type}) of ${desk.name} ${fault}`);
  }
  return faults;
}

function faultOfFate(
  edit: SavedEdit,
  receipt: string | undefined,
  shown: boolean,
  notes: ReadonlySet<string>,
): string | null {
  const taken = receipt === 'applied' || receipt === 'late';
  if (edit.dropped) return shown ? 'was given up and is there again' : null;
  if (taken && shown) return 'was applied and is shown as refused';
  // Forgotten by the server and by the client: two faults, and no third copy.
  if (!taken && !shown && !(edit.copyLost && edit.undone)) return `is lost (${receipt ?? 'never seen'})`;
  if (!taken && edit.type === 'interaction.add' && notes.has(edit.id)) return 'has an effect and no receipt';
  return null;
}
