import type { Entity, RowsByEntity } from '../../shared/domain/rows.ts';

/**
 * Entities whose rows every window holds whole, beside the index of customers: there are few of them, and they are read
 * again whenever one of them has changed.
 */
export const HELD_WHOLE = [
  'reassignment',
  'callList',
  'callEntry',
  'savedView',
  'productCategory',
  'groupType',
  'customerGroup',
  'groupMembership',
  'notice',
  'feedback',
  'complaint',
] as const satisfies readonly Entity[];
export type HeldEntity = (typeof HELD_WHOLE)[number];

export const isHeldWhole = (entity: Entity): entity is HeldEntity =>
  (HELD_WHOLE as readonly Entity[]).includes(entity);

/** All rows of one of these entities, as the engine tells them. */
export type HeldRows = { [E in HeldEntity]: { entity: E; rows: readonly RowsByEntity[E][] } }[HeldEntity];
