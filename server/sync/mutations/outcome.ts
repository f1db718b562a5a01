import type { PoolClient } from 'pg';
import type { RoleGrant } from '../../../shared/domain/permissions.ts';
import type { FieldConflict, MutationErrorCode, MutationStatus } from '../../../shared/sync/protocol.ts';

/** What applying one mutation came to; uid and n are added by who keeps the order. */
export interface Outcome {
  status: Extract<MutationStatus, 'applied' | 'late' | 'conflict' | 'rejected'>;
  code?: MutationErrorCode;
  message?: string;
  conflicts?: FieldConflict[];
  server_row?: Record<string, unknown>;
}

/** The transaction of one mutation, who sends it, and the server's time. */
export interface MutationContext {
  db: PoolClient;
  now: Date;
  sender: { staffId: string; staffNo: string; grants: readonly RoleGrant[] };
}

export const applied: Outcome = { status: 'applied' };
export const rejected = (code: MutationErrorCode, message: string): Outcome => ({
  status: 'rejected',
  code,
  message,
});
