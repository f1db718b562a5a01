const MAX_CACHED_ROWS = 2000;

/**
 * Rows already read of this version of the list: the same object for the same row, so that it is not drawn again. A
 * new version is a new cache.
 */
export function cachedRows<Row>(
  at: (position: number) => Row,
  version: number | undefined,
): (position: number) => Row {
  const cache = { version, rows: new Map<number, Row>() };
  return (position) => {
    const known = cache.rows.get(position);
    if (known !== undefined) return known;
    if (cache.rows.size > MAX_CACHED_ROWS) cache.rows.clear();
    const row = at(position);
    cache.rows.set(position, row);
    return row;
  };
}
