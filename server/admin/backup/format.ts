import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { ConfigurationError } from '../../config.ts';

/**
 * A backup is one gzipped file of frames, each a letter, the length of what follows (4 bytes, big endian) and that:
 *
 * `H` the header · per table `T` its name and columns, `D`... its rows as COPY writes them, `E` how many they are ·
 * `S` the sequences · `Z` how many tables there are, and the SHA-256 of every byte before this frame.
 *
 * Plain on purpose: with the description above the rows can be had without this program.
 */
export const FRAME_TYPES = ['H', 'T', 'D', 'E', 'S', 'Z'] as const;
export type FrameType = (typeof FRAME_TYPES)[number];

export interface Frame {
  type: FrameType;
  payload: Buffer;
}

export const backupHeader = z.object({
  format: z.literal('channeldesk-backup'),
  version: z.literal(1),
  storeId: z.string(),
  epoch: z.string(),
  clock: z.number().int(),
  /** ISO 8601; when the snapshot was taken. */
  takenAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })).min(1),
});
export type BackupHeader = z.infer<typeof backupHeader>;

export const tableFrame = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export const tableEnd = z.object({ rows: z.number().int() });
/** By name; the last number drawn, or null for none. */
export const sequencesFrame = z.record(z.string(), z.number().int().nullable());
const backupEnd = z.object({ tables: z.number().int(), sha256: z.string() });

const HEAD_BYTES = 5;
/** No writer makes larger ones; a length beyond it is a damaged byte, not a reason to take memory. */
export const MOST_FRAME_BYTES = 16 * 1024 * 1024;

export function frame(type: FrameType, payload: Buffer | object): Buffer {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

export const damaged = (file: string, what: string): ConfigurationError =>
  new ConfigurationError(`${file} is damaged (${what}): nothing was changed`);

/**
 * The frames of a backup, `Z` included, after which nothing may follow. Everything is checked as it comes; what is
 * true of the whole is known only when this has ended.
 * @throws ConfigurationError where the file cannot be read, is no backup, or is damaged.
 */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  let tables = 0;
  let ended = false;
  try {
    for await (const chunk of unzipped(file)) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (;;) {
        const next = takeFrame(file, rest);
        if (next === undefined) break;
        if (ended) throw damaged(file, 'something follows its end');
        const { type, payload } = next.frame;
        if (type === 'T') tables++;
        if (type === 'Z') {
          const end = parseFrame(file, backupEnd, payload);
          if (end.sha256 !== hash.digest('hex')) throw damaged(file, 'its sum is another');
          if (end.tables !== tables) throw damaged(file, 'tables are missing');
          ended = true;
        } else hash.update(rest.subarray(0, next.bytes));
        rest = rest.subarray(next.bytes);
        yield next.frame;
      }
    }
  } catch (error) {
    throw readError(file, error);
  }
  if (rest.length > 0 || !ended) throw damaged(file, 'it is cut short');
}

async function* unzipped(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  for await (const chunk of source.pipe(gunzip)) yield chunk as Buffer;
}

function takeFrame(file: string, bytes: Buffer): { frame: Frame; bytes: number } | undefined {
  if (bytes.length < HEAD_BYTES) return undefined;
  const type = FRAME_TYPES.find((known) => known === bytes.toString('latin1', 0, 1));
  const length = bytes.readUInt32BE(1);
  if (!type || length > MOST_FRAME_BYTES) throw damaged(file, 'a part of it is unreadable');
  if (bytes.length < HEAD_BYTES + length) return undefined;
  return {
    frame: { type, payload: bytes.subarray(HEAD_BYTES, HEAD_BYTES + length) },
    bytes: HEAD_BYTES + length,
  };
}

export function parseFrame<T>(file: string, schema: z.ZodType<T>, payload: Buffer): T {
  try {
    return schema.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    throw damaged(file, 'a part of it is unreadable');
  }
}

function readError(file: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new ConfigurationError(`there is no file ${file}`);
  if (code === 'EACCES' || code === 'EISDIR')
    return new ConfigurationError(`${file} cannot be read: ${message}`);
  if (code === 'Z_DATA_ERROR' && message.includes('incorrect header check')) {
    return new ConfigurationError(`${file} is not a backup of ChannelDesk: nothing was changed`);
  }
  if (code?.startsWith('Z_')) return damaged(file, 'it cannot be unpacked');
  return error as Error;
}

/**
 * Reads a backup from the first byte to the last and proves that it is whole.
 * @throws ConfigurationError where it is not one, or not whole.
 */
export async function verifyBackup(file: string): Promise<BackupHeader> {
  let header: BackupHeader | undefined;
  let first = true;
  for await (const { type, payload } of readFrames(file)) {
    if (first) {
      const parsed = type === 'H' ? backupHeader.safeParse(tryJson(payload)) : undefined;
      if (!parsed?.success) {
        throw new ConfigurationError(
          `${file} is not a backup that this version of ChannelDesk reads: nothing was changed`,
        );
      }
      header = parsed.data;
      first = false;
    }
  }
  if (!header) throw damaged(file, 'it is empty');
  return header;
}

function tryJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
