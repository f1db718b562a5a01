import type { AnyRow, Entity, RowsByEntity } from '../../../shared/domain/rows.ts';

/** A cached row (SPEC C13). Nothing but these names is readable without the codec, and nothing else is indexed. */
export interface CachedRow {
  bucket: string;
  entity: Entity;
  id: string;
  /** The position of the commit that wrote it; a 64-bit number as text. */
  seq: string;
  body: string | Uint8Array<ArrayBuffer>;
}

/** A row on its way into the cache. */
export interface RowToKeep {
  entity: Entity;
  id: string;
  seq: string;
  row: object;
}

/**
 * How rows become bodies and back; the one place where encryption goes in. Many at a time, and outside of any
 * transaction of the database: one that waits for anything else is over.
 */
export interface RowCodec {
  encode(rows: readonly RowToKeep[]): Promise<CachedRow['body'][]>;
  /** The JSON texts of the rows; null for one that cannot be opened, which is as good as not there. */
  decode(rows: readonly CachedRow[]): Promise<(string | null)[]>;
  /** The same for bytes that are no row: the index as it was built. `about` names them. */
  seal(bytes: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>>;
  open(sealed: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Without encryption: what the sealed codec is compared with. */
export const plainCodec: RowCodec = {
  encode: (rows) => Promise.resolve(rows.map(({ row }) => JSON.stringify(row))),
  decode: (rows) =>
    Promise.resolve(
      rows.map(({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body))),
    ),
  seal: (bytes) => Promise.resolve(bytes),
  open: (sealed) => Promise.resolve(sealed),
};

/** The only place where stored text becomes a typed row: the server checked it against its own types. */
export const parseRow = <E extends Entity>(_entity: E, json: string): RowsByEntity[E] =>
  JSON.parse(json) as RowsByEntity[E];

export const parseAnyRow = (json: string): AnyRow => JSON.parse(json) as AnyRow;
