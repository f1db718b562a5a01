import { z } from 'zod';
import { opaqueId } from '../api/auth.ts';
import { ENTITIES } from '../domain/rows.ts';
import { mutation } from './mutations.ts';

/**
 * The envelopes of SPEC.md, one truth for server routes and client transport.
 * Sequence numbers travel as strings: they are 64 bits on the server.
 */
export const PROTOCOL_VERSION = 1;
export const SCHEMA_VERSION = 1;
export const MAX_PULL_LIMIT = 2000;
export const MAX_PUSH_MUTATIONS = 100;
export const MAX_PUSH_BYTES = 256 * 1024;
export const WAIT_SECONDS = 25;

export const REF_BUCKET = 'ref';
export const communityBucket = (communityCode: string): string => `community:${communityCode}`;
export const staffBucket = (staffId: string): string => `staff:${staffId}`;

/** The unit of a `unit:<code>` bucket; undefined for any other kind of bucket. */
export const unitOfBucket = (bucket: string): string | undefined =>
  bucket.startsWith('unit:') ? bucket.slice('unit:'.length) : undefined;

/** The community of a `community:<code>` bucket; undefined for any other kind of bucket. */
export const communityOfBucket = (bucket: string): string | undefined =>
  bucket.startsWith('community:') ? bucket.slice('community:'.length) : undefined;

const position = z.string().regex(/^\d{1,19}$/);
export const bucketName = z.string().min(1).max(128);

/** How far a client has read a bucket. `base` is the clock at which its download began; at completion, the clock. */
export const cursor = z.object({ seq: position, op: position, base: position });
export type Cursor = z.infer<typeof cursor>;

export const pullRequest = z.object({
  client_id: opaqueId,
  staff_id: z.string().min(1).max(64),
  epoch: z.string().max(64).nullable(),
  schema: z.number().int(),
  cursors: z.record(bucketName, cursor),
  /** The highest `n` of this client that the server has answered for good in this life of its history; absent: 0. */
  settled_n: z.number().int().min(0).optional(),
  /** Communities to hold beyond those of the person's own set. */
  open: z.array(bucketName).max(500).optional(),
  /** Only these of the person's buckets; absent: all. A checkpoint needs all. */
  buckets: z.array(bucketName).max(2000).optional(),
  limit: z.number().int().min(1).max(MAX_PULL_LIMIT).optional(),
});
export type PullRequest = z.infer<typeof pullRequest>;

/** `[entity, id, seq, op, deleted, row?]`; no row where deleted. */
export const operation = z.union([
  z.tuple([
    z.enum(ENTITIES),
    z.string(),
    position,
    position,
    z.literal(false),
    z.record(z.string(), z.unknown()),
  ]),
  z.tuple([z.enum(ENTITIES), z.string(), position, position, z.literal(true)]),
]);
export type Operation = z.infer<typeof operation>;

export const bucketPage = z.object({
  bucket: z.string(),
  /** This download begins from zero: what is not sent by its completion is swept. */
  reset: z.boolean(),
  from: cursor,
  to: cursor,
  more: z.boolean(),
  ops: z.array(operation),
  /** At completion: live rows, and the sum mod 2^32 of FNV-1a-32 over `entity|id|seq`. */
  n: z.number().int().optional(),
  h: z.number().int().optional(),
});
export type BucketPage = z.infer<typeof bucketPage>;

/** How much is waiting in a bucket whose download begins; for the progress that a person sees. */
export const bucketSize = z.object({
  bucket: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  customers: z.number().int(),
});
export type BucketSize = z.infer<typeof bucketSize>;

export const pullResponse = z.object({
  epoch: z.string(),
  /** The clock of the snapshot that this answer was read from. */
  seq: position,
  server_time: z.string(),
  /** Every bucket that was asked for is complete up to `seq`. */
  complete: z.boolean(),
  bucket_set: z.array(z.string()),
  buckets: z.array(bucketPage),
  sizes: z.array(bucketSize).optional(),
  /** The highest `n` of this client that the server has dealt with; 0 for none. */
  last_n: z.number().int(),
});
export type PullResponse = z.infer<typeof pullResponse>;

export const pushRequest = z.object({
  client_id: opaqueId,
  staff_id: z.string().min(1).max(64),
  epoch: z.string().max(64).nullable(),
  schema: z.number().int(),
  /** Numbers may be skipped, after an epoch change or past a parked or dropped mutation. */
  replay: z.boolean().optional(),
  /** The highest `n` of this client that the server has answered for good in this life of its history; absent: 0. */
  settled_n: z.number().int().min(0).optional(),
  mutations: z.array(mutation).min(1).max(MAX_PUSH_MUTATIONS),
});
export type PushRequest = z.infer<typeof pushRequest>;

export const MUTATION_STATUSES = ['applied', 'late', 'duplicate', 'conflict', 'rejected', 'retry'] as const;
export type MutationStatus = (typeof MUTATION_STATUSES)[number];

export const MUTATION_ERROR_CODES = [
  'E_SCOPE',
  'E_PERMISSION',
  'E_INVALID',
  'E_NOT_FOUND',
  'E_LOCKED',
  'E_DEPENDS',
  /** Somebody has decided on the request already, or it has ended by itself. */
  'E_DECIDED',
] as const;
export type MutationErrorCode = (typeof MUTATION_ERROR_CODES)[number];

/** One field that both sides changed since the writer last saw it. */
export const fieldConflict = z.object({
  field: z.string(),
  from: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
});
export type FieldConflict = z.infer<typeof fieldConflict>;

export const mutationResult = z.object({
  uid: z.string(),
  n: z.number().int(),
  status: z.enum(MUTATION_STATUSES),
  /** With `duplicate`: what the first sending came to; code, message, conflicts and server_row are that one's. */
  first_status: z.enum(MUTATION_STATUSES).optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  /** With a conflict: the fields at odds, and the row as the server has it. */
  conflicts: z.array(fieldConflict).optional(),
  server_row: z.record(z.string(), z.unknown()).optional(),
});
export type MutationResult = z.infer<typeof mutationResult>;

export const pushResponse = z.object({
  epoch: z.string(),
  /** A checkpoint at or past this has seen the effects of the whole push. */
  write_seq: position,
  server_time: z.string(),
  results: z.array(mutationResult),
});
export type PushResponse = z.infer<typeof pushResponse>;

export const waitQuery = z.object({ seq: position });
export const waitResponse = z.object({ seq: position });
