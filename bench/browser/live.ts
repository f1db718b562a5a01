import { uuidv7 } from '../../shared/lib/ids.ts';
import type { CustomerSummary, Workspace } from '../../renderer/data/types.ts';
import type { Person, SavedEdits } from './api.ts';
import { openAs, signIn, until } from './cache.ts';

let followed: Workspace | null = null;

export async function follow(person: Person): Promise<void> {
  const { staffId, tokens } = await signIn(person);
  followed = await openAs({ ...person, staffId }, tokens);
  await until(followed.index, ({ size }) => size >= person.customers);
  await until(followed.status, ({ everComplete, state }) => everComplete && state === 'idle');
}

export async function seen(customerCode: string, nextOn: string): Promise<number> {
  if (followed === null) throw new Error('nobody is followed yet');
  await until(followed.index, (index) => {
    const position = index.positionOf(customerCode);
    return position !== undefined && index.at(position).nextOn === nextOn;
  });
  return Date.now();
}

/** Between two edits of a fast writer. */
const PAUSE_MS = 40;
/** Enough to write about. */
const FIRST_CUSTOMERS = 200;

export async function writeDuringDownload(person: Person, most: number): Promise<SavedEdits> {
  const { staffId, tokens } = await signIn(person);
  const workspace = await openAs({ ...person, staffId }, tokens);
  const { index, status } = workspace;
  const ms: number[] = [];
  await until(index, ({ size }) => size >= FIRST_CUSTOMERS);
  const downloads = (): boolean => !status.get().everComplete || status.get().state === 'running';
  while (ms.length < most && downloads()) {
    const customer = index.get().at(ms.length % FIRST_CUSTOMERS);
    const began = performance.now();
    await workspace.write(noteOn(customer, person.now));
    ms.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await workspace.close();
  return { ms };
}

function noteOn({ customerCode, name }: CustomerSummary, happenedAt: string) {
  const interactionId = uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(16)));
  return {
    type: 'interaction.add' as const,
    id: interactionId,
    customerCode,
    customerName: name,
    args: {
      interactionId,
      customerCode,
      kind: 'CALL' as const,
      purpose: '续约提醒',
      outcome: '已联系',
      note: '下周再来电话，客户希望比较两个套餐。',
      happenedAt,
    },
  };
}
