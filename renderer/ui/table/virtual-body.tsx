import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, Ref, UIEvent } from 'react';
import styles from './data-table.module.css';
import { topToShow, visibleRows } from './visible-rows.ts';

export interface BodyHandle {
  scrollTo: (to: { index: number } | { top: number }) => void;
}

/** With its line below. */
export const HEADER_HEIGHT = 31;

interface VirtualBodyProps {
  handle: Ref<BodyHandle>;
  onScroll: (event: UIEvent<HTMLDivElement>) => void;
  label: string;
  count: number;
  rowHeight: number;
  width: number;
  /** No column is out of sight, so there is nothing to scroll sideways. */
  fits: boolean;
  /** Of all of it, the header included. */
  height: number;
  header: ReactNode;
  renderRow: (i: number) => ReactNode;
  empty: ReactNode;
}

/**
 * The rows in sight, and only these. All rows are equally high, so nothing is ever measured: the scroll position
 * alone says which to draw. A scroll draws the rows that come in, nothing else.
 */
export function VirtualBody(props: VirtualBodyProps): ReactNode {
  const { count, rowHeight, width, renderRow, empty } = props;
  const height = props.height - HEADER_HEIGHT;
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
        'top' in to
          ? to.top
          : topToShow(to.index, place.scrollTop, place.clientHeight - HEADER_HEIGHT, rowHeight);
      look();
    },
  }));

  const drawn = Array.from({ length: Math.max(0, Math.min(rows.to, count) - rows.from) }, (_, k) =>
    renderRow(rows.from + k),
  );
  return (
    <div
      ref={element}
      className={styles['body']}
      style={{ height: props.height, overflowX: props.fits ? 'hidden' : 'auto' }}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      onScroll={(event) => {
        look();
        props.onScroll(event);
      }}
    >
      <div className={styles['head']} style={{ width }}>
        {props.header}
      </div>
      {count === 0 ? (
        empty
      ) : (
        <div className={styles['rows']} style={{ width, height: count * rowHeight }}>
          {drawn}
        </div>
      )}
    </div>
  );
}
