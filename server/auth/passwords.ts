import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB and two passes; about 25 ms on one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(normalised(password), COST);

let decoy: Promise<string> | undefined;

/**
 * Whether the password is that of the hash. Without a hash (no such person, no password set) it takes as long
 * and says no, so that time does not tell who exists.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const matches = await verify(passwordHash ?? (await decoy), normalised(password)).catch(() => false);
  return matches && passwordHash !== null;
}

/** One password typed on two keyboards is one password. */
const normalised = (password: string): string => password.normalize('NFKC');

export type PasswordFault = 'TOO_SHORT' | 'NEEDS_LETTERS_AND_DIGITS' | 'IS_STAFF_NO' | 'SAME';

export const PASSWORD_POLICY =
  'a password has at least 8 characters, letters and digits among them, and is neither the staff number nor the one before';

/** Why a password may not be chosen; null where it may. */
export function passwordFault(
  password: string,
  staffNo: string,
  before: string | null = null,
): PasswordFault | null {
  if ([...password].length < 8) return 'TOO_SHORT';
  if (password.toLowerCase() === staffNo.toLowerCase()) return 'IS_STAFF_NO';
  if (!/\p{L}/u.test(password) || !/\p{Nd}/u.test(password)) return 'NEEDS_LETTERS_AND_DIGITS';
  if (before !== null && normalised(password) === normalised(before)) return 'SAME';
  return null;
}
