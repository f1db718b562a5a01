import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** The inner size of an element in whole pixels, kept current; 0 x 0 before it is on the page. */
export function useElementSize<E extends HTMLElement>(): [
  RefObject<E | null>,
  { width: number; height: number },
] {
  const ref = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const read = (): void => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      setSize((known) => (known.width === next.width && known.height === next.height ? known : next));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
