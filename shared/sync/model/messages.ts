import type { FieldEdit } from '../merge.ts';

/** A place in the history of one bucket; `base` is the clock at which its download began. */
export interface Cursor {
  seq: number;
  op: number;
  base: number;
}

export type Entity = 'customer' | 'note';

/** Bodies are never changed in place: whoever holds one may share it, and equal means the same object. */
export type Body = Readonly<Record<string, string>>;

export interface Op {
  entity: Entity;
  id: string;
  seq: number;
  op: number;
  /** Null: a tombstone. */
  body: Body | null;
}

export interface BucketPage {
  bucket: string;
  reset: boolean;
  to: Cursor;
  more: boolean;
  ops: Op[];
  n?: number;
  h?: number;
}

export interface PullRequest {
  kind: 'pull';
  clientId: string;
  person: string;
  epoch: string | null;
  cursors: Readonly<Record<string, Cursor>>;
  limit: number;
}

/** What a person may see: `entity|id` to where it sits and what it says. */
export type Scope = ReadonlyMap<string, { bucket: string; body: Body }>;

export interface PullAnswer {
  kind: 'page';
  epoch: string;
  seq: number;
  complete: boolean;
  bucketSet: string[];
  pages: BucketPage[];
  /** Not of the protocol: what the client must hold once it has completed this answer. */
  truth?: { scope: Scope; at: number };
}

export interface Mutation {
  uid: string;
  n: number;
  type: 'note.add' | 'note.edit' | 'remark.edit';
  id: string;
  customerCode: string;
  edits: FieldEdit[];
  dependsOn: string[];
}

export interface PushRequest {
  kind: 'push';
  clientId: string;
  person: string;
  epoch: string | null;
  replay: boolean;
  mutations: Mutation[];
}

export type Status = 'applied' | 'late' | 'conflict' | 'rejected' | 'retry';

export interface Result {
  uid: string;
  n: number;
  status: Status;
  code?: string;
}

export interface PushAnswer {
  kind: 'pushed';
  epoch: string;
  writeSeq: number;
  results: Result[];
  /** The answer was E_GAP. */
  expectedN?: number;
}

export interface EpochRefusal {
  kind: 'epoch';
  epoch: string;
}

export type Request = PullRequest | PushRequest;
export type Answer = PullAnswer | PushAnswer | EpochRefusal;

export const keyOf = (entity: Entity, id: string): string => `${entity}|${id}`;
