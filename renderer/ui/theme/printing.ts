import { useMediaQuery } from '../use-media-query.ts';

/** Whether the page is being drawn for paper. What a style sheet cannot change, such as a chart, looks here. */
export const usePrinting = (): boolean => useMediaQuery('print');
