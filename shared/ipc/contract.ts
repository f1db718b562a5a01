/**
 * What the page may ask of the main process, and what that tells the page. The page is not trusted: every request
 * is parsed by these schemas before anybody acts on it. Sizes have limits, names have shapes.
 */
import { z } from 'zod';
import { serverInfo } from '../api/server-info.ts';
import type { CallName, EventName } from './channels.ts';
import { linkTarget } from './links.ts';

const nothing = z.undefined();
const done = z.void();
const MEBIBYTE = 1024 * 1024;

/** Small settings of this machine. Sample: `theme`, `customers.columns.610025`. */
export const settingKey = z.string().regex(/^[A-Za-z0-9._:@-]{1,120}$/);
export const MOST_SETTING_CHARACTERS = 64 * 1024;
/** JSON text of a value. Text, so that the shape of a value costs no walk through the bridge. */
const settingText = z.string().max(MOST_SETTING_CHARACTERS);

/** Sample: `session-1c3f09a2`. */
export const secretName = z.string().regex(/^[a-z0-9-]{1,80}$/);

/** One person on one server. Sample: `1c3f09a2-s0042`. */
export const journalScope = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/);
export const journalRecord = z.strictObject({
  /** The edit's uid. */
  key: z.string().regex(/^[A-Za-z0-9-]{1,80}$/),
  /** What is to be kept under it; null: no longer needed. */
  text: z
    .string()
    .max(256 * 1024)
    .nullable(),
});
export type JournalRecord = z.infer<typeof journalRecord>;
const keptRecord = journalRecord.extend({ text: z.string() });

/** Kinds of files that the person may be asked for; the main process knows their endings. */
export const fileKind = z.enum(['workbook', 'csv', 'image', 'json']);
export type FileKind = z.infer<typeof fileKind>;

/** A bare name: no folder, nothing that a file system reads as something else. */
const fileName = z
  .string()
  .min(1)
  .max(180)
  .refine((name) => !/[\\/:*?"<>|\u0000-\u001f]/.test(name) && !/^[. ]|[. ]$/.test(name));

/** A file that cannot be written or read is the main process's to tell of: it asks for another place at once. */
const saveResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), path: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
]);
export type SaveResult = z.infer<typeof saveResult>;

const openResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), name: z.string(), bytes: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('cancelled') }),
]);
export type OpenResult = z.infer<typeof openResult>;

export const serverChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chosen'), address: z.string(), info: serverInfo }),
  /** Not an address of a server: `notEncrypted` is http to another machine. */
  z.object({ kind: z.literal('refused'), reason: z.enum(['notAnAddress', 'notEncrypted', 'fixed']) }),
  z.object({ kind: z.literal('failed'), reason: z.enum(['unreachable', 'notTheServer']) }),
]);
export type ServerChoice = z.infer<typeof serverChoice>;

/** Where secrets are kept: by the system's key store, or in memory until the application ends. */
export const vaultPlace = z.enum(['system', 'memory']);
export type VaultPlace = z.infer<typeof vaultPlace>;

const startFacts = z.object({
  version: z.string(),
  system: z.enum(['windows', 'macos', 'linux']),
  deviceId: z.string(),
  deviceName: z.string(),
  serverAddress: z.string().nullable(),
  /** The address comes from the administrator and cannot be changed here. */
  serverFixed: z.boolean(),
  vault: vaultPlace,
  /** JSON texts by key. */
  settings: z.record(z.string(), z.string()),
  /** Closing the window may leave the application in the tray. */
  hasTray: z.boolean(),
  /** What the administrator decides for the page. */
  policy: z.object({
    lockAfterMinutes: z.number().nullable(),
    watermark: z.boolean(),
    passwordAtStart: z.boolean(),
  }),
});
export type StartFacts = z.infer<typeof startFacts>;

export const updateState = z.discriminatedUnion('kind', [
  /** No feed is configured, or this is not an installed copy. */
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('current') }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('downloading'), version: z.string(), percent: z.number() }),
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({ kind: z.literal('failed') }),
]);
export type UpdateState = z.infer<typeof updateState>;

interface CallSchema {
  readonly request: z.ZodType;
  readonly response: z.ZodType;
}

/** Page to main, each with an answer. */
export const CALLS = {
  'start.read': { request: nothing, response: startFacts },
  /** Asks the server who it is, and keeps the address only where it is ChannelDesk. */
  'server.choose': { request: z.strictObject({ address: z.string().max(300) }), response: serverChoice },
  'settings.write': {
    request: z.strictObject({ key: settingKey, text: settingText.nullable() }),
    response: done,
  },
  'vault.read': { request: z.strictObject({ name: secretName }), response: z.string().nullable() },
  'vault.write': {
    request: z.strictObject({ name: secretName, secret: z.string().max(64 * 1024) }),
    response: done,
  },
  'vault.remove': { request: z.strictObject({ name: secretName }), response: done },
  'journal.read': {
    request: z.strictObject({ scope: journalScope }),
    response: z.object({ records: z.array(keptRecord), damaged: z.number().int() }),
  },
  /** Resolves when the records are on disk. */
  'journal.write': {
    request: z.strictObject({ scope: journalScope, records: z.array(journalRecord).min(1).max(1000) }),
    response: done,
  },
  'files.save': {
    request: z.strictObject({
      name: fileName,
      kind: fileKind,
      bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= 256 * MEBIBYTE),
    }),
    response: saveResult,
  },
  'files.open': {
    request: z.strictObject({
      kinds: z.array(fileKind).min(1).max(4),
      mostBytes: z.number().int().positive(),
    }),
    response: openResult,
  },
  'notifications.show': {
    request: z.strictObject({
      /** A later one with the same tag takes the place of the earlier. */
      tag: z.string().max(80),
      title: z.string().min(1).max(120),
      body: z.string().max(400),
      target: linkTarget.nullable(),
    }),
    response: z.object({ shown: z.boolean() }),
  },
  /** Where a link or a notification wants to lead, once. */
  'links.take': { request: nothing, response: linkTarget.nullable() },
  'links.openExternal': {
    request: z.strictObject({ url: z.string().max(300) }),
    response: z.object({ opened: z.boolean() }),
  },
  /** One line about synchronisation for the tray, worded by the page. */
  'sync.show': { request: z.strictObject({ text: z.string().max(120) }), response: done },
  'page.print': { request: nothing, response: z.object({ printed: z.boolean() }) },
  'updates.read': { request: nothing, response: updateState },
  /** Ends the application and starts the new version, when nothing is being written. */
  'updates.install': { request: nothing, response: z.object({ started: z.boolean() }) },
  /** The newest lines of the program's own log, for support. */
  'log.read': { request: nothing, response: z.object({ lines: z.array(z.string()) }) },
} as const satisfies Record<CallName, CallSchema>;

/** Main to page, without an answer. */
export const EVENTS = {
  /** Something waits for `links.take`. */
  'links.arrived': nothing,
  /** The machine woke up: a good moment to ask the server. */
  'power.resumed': nothing,
  'updates.changed': updateState,
} as const satisfies Record<EventName, z.ZodType>;

export type CallRequest<C extends CallName> = z.infer<(typeof CALLS)[C]['request']>;
export type CallResponse<C extends CallName> = z.infer<(typeof CALLS)[C]['response']>;
export type EventPayload<E extends EventName> = z.infer<(typeof EVENTS)[E]>;
