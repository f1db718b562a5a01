import type { FeedRefusal } from '../../shared/api/feeds.ts';

/** Why a file was not taken. Nothing of it has entered the store. */
export const REFUSALS = {
  E_NAME: 'the name says no known kind and period',
  E_UNREADABLE: 'the file cannot be read',
  E_ENCODING: 'neither UTF-8 nor GB18030',
  E_COLUMNS: 'the columns are not those of its kind',
  E_TRUNCATED: 'the file breaks off',
  E_SHRUNK: 'under 90 % of the last file',
  E_OLDER: 'older than what was taken already',
  E_BAD_ROWS: 'more than 5 % bad rows',
  E_LAST_ADMIN: 'nobody would be left who keeps people and roles of the region',
  E_STORE_KIND: 'the store is for other data',
  E_FAILED: 'the store refused it',
} as const satisfies Record<FeedRefusal, string>;
export type RefusalCode = keyof typeof REFUSALS;

export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;

  /** @param detail what a person needs to see why, such as the columns found. */
  constructor(code: RefusalCode, detail: string) {
    super(`${REFUSALS[code]}: ${detail}`);
    this.code = code;
  }
}
