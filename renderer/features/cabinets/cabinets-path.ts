/** The rules that a search finds: those of a cabinet, of a community. */
export const cabinetsPath = (search: string): string => `/cabinets?search=${encodeURIComponent(search)}`;
