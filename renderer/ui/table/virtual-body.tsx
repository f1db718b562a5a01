import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, Ref, UIEvent } from 'react';
import styles from './data-table.module.css';
import { topToShow, visibleRows } from './visible-rows.ts';

export interface BodyHandle {
  scrollTo: (to: { index: number } | { top: number }) => void;
}

interface VirtualBodyProps {
  handle: Ref<BodyHandle>;
  /** Receives the element that scrolls; the header follows it sideways. */
  scroller: (element: HTMLDivElement | null) => void;
  onScroll: (event: UIEvent<HTMLDivElement>) => void;
  label: string;
  count: number;
  rowHeight: number;
  width: number;
  /** No column is out of sight, so there is nothing to scroll sideways. */
  fits: boolean;
  height: number;
  renderRow: (i: number) => ReactNode;
  empty: ReactNode;
}

/**
 * The rows in sight, and only these. All rows are equally high, so nothing is ever measured: the scroll position
 * alone says which to draw. A scroll draws the rows that come in, nothing else.
 */
export function VirtualBody(props: VirtualBodyProps): ReactNode {
  const { count, rowHeight, width, height, renderRow, empty } = props;
  const element = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState(() => visibleRows(0, height, rowHeight, count));

  const look = (): void => {
    const top = element.current?.scrollTop ?? 0;
    const next = visibleRows(top, height, rowHeight, count);
    setRows((known) => (known.from === next.from && known.to === next.to ? known : next));
  };
  // The list, or the room for it, may have changed under an unchanged scroll position.
  useLayoutEffect(look, [height, rowHeight, count]);

  useImperativeHandle(props.handle, () => ({
    scrollTo: (to) => {
      const place = element.current;
      if (place === null) return;
      place.scrollTop =
        'top' in to ? to.top : topToShow(to.index, place.scrollTop, place.clientHeight, rowHeight);
      look();
    },
  }));

  const drawn = Array.from({ length: Math.max(0, Math.min(rows.to, count) - rows.from) }, (_, k) =>
    renderRow(rows.from + k),
  );
  return (
    <div
      ref={(place) => {
        element.current = place;
        props.scroller(place);
      }}
      className={styles['body']}
      style={{ height, overflowX: props.fits ? 'hidden' : 'auto' }}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count}
      onScroll={(event) => {
        look();
        props.onScroll(event);
      }}
    >
      {count === 0 ? (
        empty
      ) : (
        <div style={{ position: 'relative', width, minWidth: '100%', height: count * rowHeight }}>
          {drawn}
        </div>
      )}
    </div>
  );
}
