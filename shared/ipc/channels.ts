/**
 * Names of what passes between the page and the main process. Plain text without schemas, because the preload
 * script carries it into every window.
 */
export const CALL_NAMES = [
  'start.read',
  'server.choose',
  'settings.write',
  'vault.read',
  'vault.write',
  'vault.remove',
  'journal.read',
  'journal.write',
  'files.save',
  'files.open',
  'notifications.show',
  'links.take',
  'links.openExternal',
  'sync.show',
  'page.print',
  'updates.read',
  'updates.install',
  'log.read',
] as const;
export type CallName = (typeof CALL_NAMES)[number];

export const EVENT_NAMES = ['links.arrived', 'power.resumed', 'updates.changed'] as const;
export type EventName = (typeof EVENT_NAMES)[number];
