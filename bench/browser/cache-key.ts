/** Of the cache that the bench fills, opens again, and writes anew by other means. */
export const CACHE_KEY = new Uint8Array(32).fill(1);
