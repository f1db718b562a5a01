import { fnv1a32 } from '../../shared/lib/fnv.ts';

/** Databases and locks are of one person on one server (SPEC C11). Sample: `channeldesk-1c3f09a2-st0042`. */
const scopeName = (server: string, staffId: string): string =>
  `${fnv1a32(server).toString(16).padStart(8, '0')}-${staffId}`;

export const cacheName = (server: string, staffId: string): string =>
  `channeldesk-${scopeName(server, staffId)}`;
export const outboxName = (server: string, staffId: string): string =>
  `channeldesk-outbox-${scopeName(server, staffId)}`;
/** Letters, digits and dashes only: it becomes the name of a file. Sample: `1c3f09a2-5b0e11d7`. */
export const journalScope = (server: string, staffId: string): string =>
  [server, staffId].map((part) => fnv1a32(part).toString(16).padStart(8, '0')).join('-');
export const syncLockName = (server: string, staffId: string): string =>
  `channeldesk-sync-${scopeName(server, staffId)}`;
export const channelName = (server: string, staffId: string): string =>
  `channeldesk-news-${scopeName(server, staffId)}`;
