import type { CustomerDetail, CustomerSummary } from '../../../data/types.ts';
import type { CallListSpec } from '../../../excel/index.ts';
import { callListSpec, type CallListRequest, type ExportContext } from './call-list.ts';

/** Read and turned into rows at a time; small enough that typing goes on between two. */
const CHUNK = 500;

export interface MakeCallList extends Omit<CallListRequest, 'customers'> {
  summaries: readonly CustomerSummary[];
  /** Everything about some customers, in the order of the codes, as the cache has it. */
  read: (codes: readonly string[]) => Promise<CustomerDetail[]>;
  signal: AbortSignal;
  onProgress: (done: number) => void;
}

/**
 * Reads the customers in chunks and makes the rows of each at once, so that 50,000 customers are never in memory
 * whole. Rejects with the signal's reason when it is aborted.
 */
export async function makeCallList(request: MakeCallList, context: ExportContext): Promise<CallListSpec> {
  const { summaries, read, signal, onProgress, ...rest } = request;
  const rows: CallListSpec['rows'][number][] = [];
  for (let start = 0; start < summaries.length; start += CHUNK) {
    signal.throwIfAborted();
    const chunk = summaries.slice(start, start + CHUNK);
    const details = await read(chunk.map((summary) => summary.customerCode));
    const byCode = new Map(details.map((detail) => [detail.customer.customerCode, detail]));
    const customers = chunk.map((summary) => ({ summary, detail: byCode.get(summary.customerCode) }));
    rows.push(...callListSpec({ ...rest, customers }, context).rows);
    onProgress(rows.length);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  signal.throwIfAborted();
  const { notes, ...spec } = callListSpec({ ...rest, customers: [] }, context);
  return { ...spec, rows, notes: { ...notes, rowCount: rows.length } };
}
