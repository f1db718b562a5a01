import { doSheetTask } from './sheet-job.ts';
import type { SheetTask } from './sheet-job.ts';

/** Runs in a worker of its own: a workbook of twenty thousand rows must not stop anybody from typing. */
self.addEventListener('message', (event: MessageEvent<SheetTask>) => {
  const reply = doSheetTask(event.data);
  self.postMessage(reply, { transfer: reply.kind === 'workbook' ? [reply.workbook.buffer] : [] });
});
