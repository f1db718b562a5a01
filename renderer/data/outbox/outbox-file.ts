import { z } from 'zod';
import type { OutboxKey } from '../../../shared/api/outbox-keys.ts';
import type { OutboxEntry } from '../types.ts';
import type { OutboxKeys } from './outbox-keys.ts';
import { outboxKeyId } from '../../../shared/api/outbox-keys.ts';
import { fromBase64, toBase64 } from '../seal/bytes.ts';
import { fromText, toText } from './entry-text.ts';

export const OUTBOX_FILE_FORMAT = 'channeldesk-outbox/1';

/** `sealed`: AES-256-GCM of the JSON of the edits' texts, bound to the other fields. */
const outboxFile = z.strictObject({
  format: z.literal(OUTBOX_FILE_FORMAT),
  staff_id: z.string(),
  key_id: outboxKeyId,
  made_at: z.string(),
  edits: z.number().int(),
  iv: z.base64(),
  sealed: z.base64(),
});
type OutboxFileHead = Omit<z.infer<typeof outboxFile>, 'sealed'>;

/** Why a file of edits cannot be taken, or made; each is worded in the catalogue. */
export type OutboxFileFault =
  /** Not such a file, or of another version of it. */
  | 'notOurs'
  | 'otherPerson'
  /** The person has no such key here: it was made on another server. */
  | 'otherServer'
  /** Changed since it was made, or cut off. */
  | 'damaged'
  | 'keyUnreachable';

export class OutboxFileError extends Error {
  override name = 'OutboxFileError';
  readonly fault: OutboxFileFault;

  constructor(fault: OutboxFileFault, cause?: unknown) {
    super(`the file of edits: ${fault}`, { cause });
    this.fault = fault;
  }
}

export async function sealOutbox(
  entries: readonly OutboxEntry[],
  person: { staffId: string; now: Date },
  keys: OutboxKeys,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await keys.current().catch((error: unknown) => {
    throw new OutboxFileError('keyUnreachable', error);
  });
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const head: OutboxFileHead = {
    format: OUTBOX_FILE_FORMAT,
    staff_id: person.staffId,
    key_id: key.key_id,
    made_at: person.now.toISOString(),
    edits: entries.length,
    iv: toBase64(iv),
  };
  const plain = new TextEncoder().encode(JSON.stringify(entries.map(toText)));
  const sealed = await crypto.subtle.encrypt(cipher(iv, head), await imported(key), plain);
  return new TextEncoder().encode(JSON.stringify({ ...head, sealed: toBase64(new Uint8Array(sealed)) }));
}

/** @throws OutboxFileError */
export async function openOutboxFile(
  bytes: Uint8Array,
  staffId: string,
  keys: OutboxKeys,
): Promise<OutboxEntry[]> {
  const { sealed, ...head } = readFile(bytes);
  if (head.staff_id !== staffId) throw new OutboxFileError('otherPerson');
  const key = await keys.byId(head.key_id).catch((error: unknown) => {
    throw new OutboxFileError('keyUnreachable', error);
  });
  if (key === null) throw new OutboxFileError('otherServer');
  let plain: ArrayBuffer;
  try {
    plain = await crypto.subtle.decrypt(
      cipher(fromBase64(head.iv), head),
      await imported(key),
      fromBase64(sealed),
    );
  } catch (error) {
    throw new OutboxFileError('damaged', error);
  }
  const texts = z.array(z.string()).parse(JSON.parse(new TextDecoder().decode(plain)));
  const entries = texts.map(fromText).filter((entry) => entry !== null);
  // An edit that a newer version wrote must not vanish on the way: then none is taken.
  if (entries.length < texts.length) throw new OutboxFileError('notOurs');
  return entries;
}

function readFile(bytes: Uint8Array): z.infer<typeof outboxFile> {
  try {
    return outboxFile.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    throw new OutboxFileError('notOurs', error);
  }
}

const imported = ({ key }: OutboxKey): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64(key), 'AES-GCM', false, ['encrypt', 'decrypt']);

const cipher = (iv: Uint8Array<ArrayBuffer>, head: OutboxFileHead): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(JSON.stringify(Object.entries(head).sort())),
});
