import { afterEach, expect, it, vi } from 'vitest';
import type { Workspace } from '../../data/types.ts';
import { setClockOffset } from '../../ui/format/index.ts';
import { arrange } from './arrange.ts';

afterEach(() => {
  setClockOffset(0);
  vi.useRealTimers();
});

it("[C10] what is arranged happened by the server's clock, however this machine's is set", async () => {
  vi.useFakeTimers({ now: new Date('2026-12-01T00:30:00+08:00') });
  setClockOffset(3_600_000);
  const written: unknown[] = [];
  const workspace = {
    write: (edit: unknown) => Promise.resolve(written.push(edit)),
  } as unknown as Workspace;
  await arrange(workspace, {
    customer: { customerCode: 'KH1', name: '孔少佳' },
    kind: 'VISIT',
    on: '2026-12-07',
    text: ' 送资料 ',
  });
  expect(written).toMatchObject([
    {
      type: 'interaction.add',
      args: { happenedAt: '2026-11-30T23:30:00.000+08:00', nextStep: '送资料', nextOn: '2026-12-07' },
    },
  ]);
});
