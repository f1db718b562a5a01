import { runExportJob } from './export-job.ts';
import type { ExportRequest } from './export-job.ts';

/** Runs in a worker of its own: twenty thousand rows must not stop anybody from typing. */
self.addEventListener('message', (event: MessageEvent<ExportRequest>) => {
  runExportJob(event.data, (reply, transfer) => self.postMessage(reply, { transfer }));
});
