import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useElementSize } from '../../ui/index.ts';
import styles from './import.module.css';

interface VirtualRowsProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** In px; known before the row is drawn. */
  heightOf: (item: T) => number;
  header: ReactNode;
  render: (item: T) => ReactNode;
  empty: ReactNode;
}

/** Rows drawn above and below those in sight, so that scrolling shows no gap. */
const SPARE = 6;

/** A table of any length, some rows of which stand open: only those in sight are drawn. */
export function VirtualRows<T>({
  label,
  items,
  keyOf,
  heightOf,
  header,
  render,
  empty,
}: VirtualRowsProps<T>): ReactNode {
  const [frame, size] = useElementSize<HTMLDivElement>();
  const [scrolled, setScrolled] = useState(0);
  const tops = useMemo(() => {
    const ends = new Float64Array(items.length + 1);
    items.forEach((item, i) => (ends[i + 1] = ends[i]! + heightOf(item)));
    return ends;
  }, [items, heightOf]);
  const first = Math.max(0, lastAtOrBelow(tops, scrolled) - SPARE);
  const last = Math.min(items.length, lastAtOrBelow(tops, scrolled + size.height) + 1 + SPARE);
  return (
    <div
      ref={frame}
      className={styles['frame']}
      role="table"
      aria-label={label}
      aria-rowcount={items.length + 1}
      tabIndex={0}
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
    >
      <div role="rowgroup" className={styles['head']}>
        {header}
      </div>
      {items.length === 0 && empty}
      <div role="rowgroup" className={styles['body']} style={{ height: tops[items.length] }}>
        {items.slice(first, last).map((item, i) => (
          <div
            key={keyOf(item)}
            role="presentation"
            className={styles['place']}
            style={{ transform: `translateY(${tops[first + i]}px)` }}
          >
            {render(item)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The greatest i with `tops[i] <= px`. */
function lastAtOrBelow(tops: Float64Array, px: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle]! <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}
