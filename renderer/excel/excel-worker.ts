import { ExportJob } from './export-job.ts';
import type { ExportRequest } from './export-job.ts';

/** Runs in a worker of its own: twenty thousand rows must not stop anybody from typing. */
const job = new ExportJob((reply, transfer) => self.postMessage(reply, { transfer }));
self.addEventListener('message', (event: MessageEvent<ExportRequest>) => job.take(event.data));
