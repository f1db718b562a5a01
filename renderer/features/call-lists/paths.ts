export const CALLS_PATH = '/calls';
export const callListPath = (listId: string): string => `${CALLS_PATH}/${encodeURIComponent(listId)}`;
