import { expect, vi } from 'vitest';
import type { InteractionArgs } from '../../shared/sync/mutations.ts';
import type { OutboxEntry, Workspace } from '../data/types.ts';

/** How long a condition may take on a machine that is busy with other things; one that holds is seen at once. */
const LONGEST_MS = 30_000;

/** Waits until a check holds; what it throws last is what a failure says. */
export const until = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: LONGEST_MS, interval: 10 });

/** Everything has come, and nothing is on its way. */
export const whole = (workspace: Workspace): Promise<void> =>
  until(() =>
    expect(workspace.status.get()).toMatchObject({ everComplete: true, state: 'idle', trouble: null }),
  );

/** The server has taken everything that was written here, and a checkpoint has shown it. */
export const settled = (workspace: Workspace): Promise<void> =>
  until(() => expect(workspace.outbox.get()).toEqual([]));

let written = 0;

/** Writes down a visit as the screens do. Its id is its own where the test does not name one. */
export function visit(
  workspace: Workspace,
  customerCode: string,
  note: string,
  more: Partial<InteractionArgs> = {},
): Promise<OutboxEntry<'interaction.add'>> {
  const interactionId = more.interactionId ?? `visit-${++written}`;
  return workspace.write({
    type: 'interaction.add',
    id: interactionId,
    customerCode,
    customerName: '黄秀',
    args: {
      interactionId,
      customerCode,
      kind: 'VISIT',
      purpose: '回访',
      outcome: '已联系',
      note,
      happenedAt: '2026-11-20T10:00:00.000+08:00',
      ...more,
    },
  });
}

/** A visit that is told from others by its id alone. */
export const note = (
  workspace: Workspace,
  id: string,
  customerCode = 'KH0000000001',
): Promise<OutboxEntry<'interaction.add'>> => visit(workspace, customerCode, id, { interactionId: id });
