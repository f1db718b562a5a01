import { useSyncExternalStore } from 'react';

const paper = (): MediaQueryList => window.matchMedia('print');
const watchPaper = (listener: () => void): (() => void) => {
  const query = paper();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether the page is being drawn for paper. What a style sheet cannot change, such as a chart, looks here. */
export const usePrinting = (): boolean => useSyncExternalStore(watchPaper, () => paper().matches);
