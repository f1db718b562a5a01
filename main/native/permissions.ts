import { isOwnAddress } from './page-origin.ts';

/**
 * What a page may ever be granted, and only our own: writing text to the clipboard, and storage that the browser
 * does not clear when the disk gets full. The page reaches the server through its own origin, so not even the local
 * network is needed.
 */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage']);

export const isGranted = (permission: string, askedBy: string): boolean =>
  GRANTED.has(permission) && isOwnAddress(askedBy);
