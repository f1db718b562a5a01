import type { Entity } from '../../../shared/domain/rows.ts';
import type { MutationContext } from './outcome.ts';

/** A row as clients hold it, for the answer to a conflict. */
export async function rowAsHeld(
  { db }: MutationContext,
  entity: Entity,
  id: string,
): Promise<Record<string, unknown> | undefined> {
  const { rows } = await db.query<{ row: Record<string, unknown> }>({
    name: 'sync-row-as-held',
    text: 'select body::json as row from sync_row where entity = $1 and id = $2',
    values: [entity, id],
  });
  return rows[0]?.row;
}
