export const COMPLAINTS_PATH = '/complaints';

/** The list with one complaint open beside it. */
export const complaintPath = (complaintId: string): string =>
  `${COMPLAINTS_PATH}?open=${encodeURIComponent(complaintId)}`;
