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

/** How a row becomes a body and back; the one place where encryption goes in. */
export interface RowCodec {
  encode(row: object): CachedRow['body'];
  /** The JSON text of the row. */
  decode(body: CachedRow['body']): string;
  /** The same for bytes that are no row: the index as it was built. */
  seal(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

export const plainCodec: RowCodec = {
  encode: (row) => JSON.stringify(row),
  decode: (body) => (typeof body === 'string' ? body : new TextDecoder().decode(body)),
  seal: (bytes) => bytes,
  open: (sealed) => sealed,
};

/** The only place where stored text becomes a typed row: the server checked it against its own types. */
export const parseRow = <E extends Entity>(_entity: E, json: string): RowsByEntity[E] =>
  JSON.parse(json) as RowsByEntity[E];

export const parseAnyRow = (json: string): AnyRow => JSON.parse(json) as AnyRow;
