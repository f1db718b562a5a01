import type { Rollup } from '../../shared/domain/rollups.ts';

/** A community that the person opened because his scope is too large to be here as a whole. */
export interface OpenedCommunity {
  communityCode: string;
  /** `refused`: the server was asked and left it out: it holds too many beside the others, or is not his any more. */
  state: 'waiting' | 'here' | 'refused';
}

/** What of the person's territory is on this device. */
export interface Holdings {
  /** Read from the cache at least once. */
  known: boolean;
  /** In the order of opening. */
  opened: readonly OpenedCommunity[];
  /** Communities whose customers are here, all of them. */
  communities: ReadonlySet<string>;
  /** Those, and the ones on their way: what the server lets him have. */
  mine: ReadonlySet<string>;
  /** Units above communities whose roll-ups are here, with those of the communities right below them. */
  units: ReadonlySet<string>;
  /** Rows of roll-ups that are stored. */
  rollupRows: number;
  /** Another text after each change of a roll-up. */
  rollupVersion: string;
}

export const NO_HOLDINGS: Holdings = {
  known: false,
  opened: [],
  communities: new Set(),
  mine: new Set(),
  units: new Set(),
  rollupRows: 0,
  rollupVersion: '',
};

/** Roll-ups, and the communities that are opened and closed on demand. */
export interface TerritoryAccess {
  /** Watched as any `Store` of types.ts, which knows of this file. */
  readonly holdings: { get(): Holdings; subscribe(listener: () => void): () => void };
  /** By unit code; a unit without one is left out. */
  rollups(unitCodes: readonly string[]): Promise<ReadonlyMap<string, Rollup>>;
  /** Its customers come with the next pull and stay until it is closed; offline it waits. */
  open(communityCode: string): void;
  /** Its customers go with the next pull; what waits in the outbox stays. */
  close(communityCode: string): void;
}
