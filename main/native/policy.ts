import { z } from 'zod';
import { messageOf } from '../../shared/lib/errors.ts';
import { textOf } from './byte-order-mark.ts';
import { readPatiently } from './patient-read.ts';
import { isSafeAddress, parseServerAddress } from './server-address.ts';

/**
 * What an administrator decides for all machines that he installs, in a `policy.json` (`policy-places.ts`). Sample:
 * `{"serverAddress": "https://desk.example.com", "updateFeed": "https://desk.example.com/updates/"}`.
 */
export interface Policy {
  serverAddress: string | null;
  /** A server is decided and which one cannot be read: the machine stays with the one that it worked with last. */
  serverInDoubt: boolean;
  /** Where new versions lie; null: this copy is updated by other means. */
  updateFeed: string | null;
  /** The language of whoever has not chosen one. */
  language: PolicyLanguage | null;
  /** After so many idle minutes the screen locks; null: each person chooses. */
  lockAfterMinutes: number | null;
  /** Name and number of whoever is signed in, and the time, lie over every screen. */
  watermark: boolean;
  /** The key of what lies here is kept under the password alone, and asked for at every start. */
  passwordAtStart: boolean;
  /** Pictures and recordings of the window show nothing, where the system can do that. */
  contentProtection: boolean;
}

const LANGUAGES = ['zh-CN', 'en-US'] as const;
type PolicyLanguage = (typeof LANGUAGES)[number];

/** Nothing is decided. */
export const NO_POLICY: Policy = {
  serverAddress: null,
  serverInDoubt: false,
  updateFeed: null,
  language: null,
  lockAfterMinutes: null,
  watermark: false,
  passwordAtStart: false,
  contentProtection: false,
};

const FIELDS = {
  serverAddress: z.string().transform((text, context) => {
    const parsed = parseServerAddress(text);
    if (parsed.kind === 'address') return parsed.address;
    context.addIssue('no address of a server');
    return z.NEVER;
  }),
  updateFeed: z.string().refine(isSafeAddress),
  language: z.enum(LANGUAGES),
  lockAfterMinutes: z.number().int().min(1).max(60),
  watermark: z.boolean(),
  passwordAtStart: z.boolean(),
  contentProtection: z.boolean(),
};
const NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/**
 * What holds for a field that is there and says nothing usable. Nobody would have written it to leave things open, so
 * what protects is on, at five minutes the shortest that people choose themselves. Feed and language have no strict
 * value: an address is not guessed.
 */
const STRICT: { readonly [Name in keyof typeof FIELDS]: Partial<Policy> } = {
  serverAddress: { serverInDoubt: true },
  updateFeed: {},
  language: {},
  lockAfterMinutes: { lockAfterMinutes: 5 },
  watermark: { watermark: true },
  passwordAtStart: { passwordAtStart: true },
  contentProtection: { contentProtection: true },
};

/**
 * No file is no policy. One that cannot be read at all is strict in everything, one bad field in itself only.
 * @param told what cannot be used, and why
 */
export function readPolicy(path: string, told: (reason: string) => void, read = readPatiently): Policy {
  let fields: Readonly<Record<string, unknown>>;
  try {
    const bytes = read(path);
    if (bytes === null) return NO_POLICY;
    fields = z.record(z.string(), z.unknown()).parse(JSON.parse(textOf(bytes)));
  } catch (error) {
    told(messageOf(error));
    return Object.assign({}, NO_POLICY, ...NAMES.map((name) => STRICT[name])) as Policy;
  }
  const policy = { ...NO_POLICY };
  for (const [name, value] of Object.entries(fields)) {
    const known = NAMES.find((each) => each === name);
    if (known === undefined) told(`${name} is not known`);
    else Object.assign(policy, decided(known, value, told));
  }
  return policy;
}

function decided(name: keyof typeof FIELDS, value: unknown, told: (reason: string) => void): Partial<Policy> {
  const parsed = FIELDS[name].safeParse(value);
  if (parsed.success) return { [name]: parsed.data };
  told(`${name} is none: ${parsed.error.issues[0]?.message ?? 'not usable'}`);
  return STRICT[name];
}
