import type { Operation } from '../../shared/sync/protocol.ts';
import { ENTITIES } from '../../shared/domain/rows.ts';

const entities: ReadonlySet<unknown> = new Set(ENTITIES);
const POSITION = /^\d{1,19}$/;

/** `[entity, id, seq, op, deleted, row?]`, checked as shared/sync/protocol.ts says, at the pace of a download. */
export function isOperation(value: unknown): value is Operation {
  if (!Array.isArray(value)) return false;
  const [entity, id, seq, op, deleted, row] = value as unknown[];
  return (
    entities.has(entity) &&
    typeof id === 'string' &&
    typeof seq === 'string' &&
    POSITION.test(seq) &&
    typeof op === 'string' &&
    POSITION.test(op) &&
    (deleted === true
      ? value.length === 5
      : deleted === false &&
        value.length === 6 &&
        typeof row === 'object' &&
        row !== null &&
        !Array.isArray(row))
  );
}
