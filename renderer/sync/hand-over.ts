import { MOST_REMAINS, type RemainingEdit } from '../../shared/api/devices.ts';
import type { Online } from '../data/online.ts';
import type { OutboxEntry } from '../data/types.ts';
import { type FailureKind, TransportError } from './transport-error.ts';

/** What a machine that was taken back leaves with the server before and after it erases itself. */

/** The server takes no body of a megabyte; an edit that is larger than this goes alone. */
const MOST_BYTES = 512 * 1024;
const RECEIPT_PAUSE_MS = 5000;
/** The server has not heard what was asked of it. */
const UNHEARD: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'offline',
  'notTheServer',
  'busy',
  'serverError',
]);

/**
 * Leaves all edits that the server had refused, in as many requests as it takes. Resolves when each of them is there;
 * after a failure it begins anew, and the server keeps what comes twice once.
 */
export async function leaveRemains(online: Online, entries: readonly OutboxEntry[]): Promise<void> {
  const refused = entries.filter(({ state }) => state === 'attention').map(remaining);
  for (const edits of inRequests(refused)) {
    await online.ask({ method: 'POST', path: '/devices/v1/remains', body: { edits }, answer: null });
  }
}

const remaining = ({ uid, type, id, args, occurred_at, customerCode, code }: OutboxEntry): RemainingEdit => ({
  ...{ uid, type, id, args, occurred_at, customerCode },
  code: code ?? null,
});

/** In their order, none left out and none twice; each request as the server takes it. */
export function inRequests(
  edits: readonly RemainingEdit[],
  most = { edits: MOST_REMAINS, bytes: MOST_BYTES },
): RemainingEdit[][] {
  const requests: RemainingEdit[][] = [];
  let bytes = Infinity;
  for (const edit of edits) {
    const size = new TextEncoder().encode(JSON.stringify(edit)).length + 1;
    const last = requests.at(-1);
    if (last === undefined || last.length === most.edits || bytes + size > most.bytes) {
      requests.push([edit]);
      bytes = size;
    } else {
      last.push(edit);
      bytes += size;
    }
  }
  return requests;
}

/** Nothing is left here that could wait for a better moment, so it is tried until the server has heard of it. */
export async function leaveReceipt(online: Online, rows: number): Promise<void> {
  for (;;) {
    try {
      await online.ask({ method: 'POST', path: '/devices/v1/erased', body: { rows }, answer: null });
      return;
    } catch (error) {
      if (!(error instanceof TransportError) || !UNHEARD.has(error.kind)) return;
      await new Promise((resume) => setTimeout(resume, RECEIPT_PAUSE_MS));
    }
  }
}
