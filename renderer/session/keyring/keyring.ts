import type { SessionStaff } from '../../../shared/api/auth.ts';
import type { OutboxKey } from '../../../shared/api/outbox-keys.ts';
import type { StorageKeys } from '../../data/seal/storage-keys.ts';
import type { Platform } from '../../platform/types.ts';
import type { DerivePasswordKey, PasswordCost } from './password-key.ts';
import type { KeptFacts } from './person-record.ts';
import { fnv1a32 } from '../../../shared/lib/fnv.ts';
import { derivedKey, fingerprint, fromBase64, randomBytes, toBase64 } from '../../data/seal/bytes.ts';
import { PasswordTries } from './back-off.ts';
import { keptFacts, PersonShelf } from './person-record.ts';
import { openBytes, openJson, sealBytes, sealJson } from './sealed-json.ts';

export interface KeyringParts {
  platform: Pick<Platform, 'vault' | 'settings'>;
  server: string;
  derive: DerivePasswordKey;
  now(): number;
  /** False: nothing opens without the password after a start, so the vault has no copy. Asked each time. */
  mayKeep?: () => boolean;
}

type Master = Uint8Array<ArrayBuffer>;

/** 32 MiB three times: what a guess costs whoever has the disk. */
const COST = { memoryKiB: 32 * 1024, passes: 3 };

export type Unlocked =
  | { ok: true; facts: KeptFacts }
  | { ok: false; reason: 'unknown' | 'wrong'; triesLeft: number }
  | { ok: false; reason: 'pause'; pauseMs: number };

/**
 * The keys of the people who work on this machine with one server. Each has a master key, made here at his first
 * sign-in. It lies twice on the disk: under a key of the system, in the vault, as long as he is signed in and not
 * locked; and under his password, for signing in without a network. Where both are lost his cache is downloaded again,
 * and the server has the keys of his work.
 */
export class Keyring {
  readonly #parts: KeyringParts;
  readonly #masters = new Map<string, Master>();

  constructor(parts: KeyringParts) {
    this.#parts = parts;
  }

  /** After the server has let him in: his master key, under the password that is right now. */
  async admit(staff: SessionStaff, password: string): Promise<void> {
    const shelf = this.#shelf(staff.staff_no);
    const master =
      (await this.#held(staff.staff_no)) ??
      (await this.#underPassword(staff.staff_no, password)) ??
      randomBytes(32);
    const cost: PasswordCost = { ...COST, salt: toBase64(randomBytes(16)) };
    const key = await this.#parts.derive(password, cost);
    const sealed = { cost, master: await sealBytes(key, master) };
    // The server knows him: what was locked here is open again, in the other windows and at the next start too.
    shelf.write({ password: sealed, failures: 0, notBefore: 0, locked: false });
    await this.#hold(staff.staff_no, master);
    await this.noteStaff(staff);
  }

  /** Goes on as somebody who is signed in here; false where his keys are locked away. */
  async resume(staff: SessionStaff): Promise<boolean> {
    const shelf = this.#shelf(staff.staff_no);
    const record = shelf.read();
    if (record?.locked === true) return false;
    let master = await this.#held(staff.staff_no);
    // There were no keys when he signed in: it was an earlier version.
    if (master === null && record === null && this.#mayKeep()) master = randomBytes(32);
    if (master === null) return false;
    await this.#hold(staff.staff_no, master);
    await this.noteStaff(staff);
    return true;
  }

  /** Without the server: the password opens what lies here. */
  async unlock(staffNo: string, password: string): Promise<Unlocked> {
    const shelf = this.#shelf(staffNo);
    const tries = new PasswordTries(shelf, this.#parts.now);
    const pauseMs = tries.pause();
    if (pauseMs > 0) return { ok: false, reason: 'pause', pauseMs };
    if (shelf.read()?.password === undefined) return { ok: false, reason: 'unknown', triesLeft: 0 };
    const master = await this.#underPassword(staffNo, password);
    const facts = master === null ? null : await this.#facts(staffNo, master);
    if (master === null || facts === null) return { ok: false, reason: 'wrong', triesLeft: tries.failed() };
    tries.succeeded();
    await this.#hold(staffNo, master);
    shelf.write({ locked: false });
    return { ok: true, facts };
  }

  /** Whether the password alone opens what this person has here. */
  canUnlock = (staffNo: string): boolean => this.#shelf(staffNo).read()?.password !== undefined;

  isLocked = (staffNo: string): boolean => this.#shelf(staffNo).read()?.locked === true;

  /** From here on only the password opens it, after a restart too. */
  async lock(staffNo: string): Promise<void> {
    this.#shelf(staffNo).write({ locked: true });
    if (this.canUnlock(staffNo))
      await this.#parts.platform.vault.remove(masterName(this.#parts.server, staffNo));
  }

  /** He has gone; his password opens it again. */
  async leave(staffNo: string): Promise<void> {
    this.#masters.delete(staffNo);
    await this.#parts.platform.vault.remove(masterName(this.#parts.server, staffNo));
    const shelf = this.#shelf(staffNo);
    if (shelf.read() !== null) shelf.write({ locked: false });
  }

  /** Takes out of the vault what may be kept there no more. He works on; his password opens it at the next start. */
  async obeyPolicy(staffNo: string): Promise<void> {
    if (this.#mayKeep()) return;
    await this.#parts.platform.vault.remove(masterName(this.#parts.server, staffNo)).catch(() => undefined);
  }

  /** Nothing of him stays: his cache is gone. */
  async forget(staffNo: string): Promise<void> {
    await this.leave(staffNo);
    this.#shelf(staffNo).remove();
  }

  async noteStaff(staff: SessionStaff): Promise<void> {
    const known = await this.#factsOf(staff.staff_no);
    await this.#keepFacts(staff.staff_no, { staff, workKeys: known?.workKeys ?? [] });
  }

  async noteWorkKey(staff: SessionStaff, key: OutboxKey): Promise<void> {
    const known = await this.#factsOf(staff.staff_no);
    const others = (known?.workKeys ?? []).filter(({ key_id }) => key_id !== key.key_id);
    await this.#keepFacts(staff.staff_no, { staff, workKeys: [key, ...others] });
  }

  async workKeys(staffNo: string): Promise<readonly OutboxKey[]> {
    return (await this.#factsOf(staffNo))?.workKeys ?? [];
  }

  /** @throws where he has not been let in */
  async storageKeys(staffNo: string): Promise<StorageKeys> {
    const master = this.#masters.get(staffNo);
    if (master === undefined) throw new Error('the keys of this person are locked away');
    const local = await derivedKey(master, 'work');
    // For what is written before the server has ever given a key.
    const own = { id: `local-${await fingerprint(local)}`, bytes: local };
    const given = (await this.workKeys(staffNo)).map((key) => ({
      id: key.key_id,
      bytes: fromBase64(key.key),
    }));
    const [current = own, ...others] = [...given, own];
    return { cache: await derivedKey(master, 'cache'), work: { current, others } };
  }

  #mayKeep(): boolean {
    return this.#parts.mayKeep?.() ?? true;
  }

  #shelf(staffNo: string): PersonShelf {
    return new PersonShelf(this.#parts.platform.settings, this.#parts.server, staffNo);
  }

  async #held(staffNo: string): Promise<Master | null> {
    const known = this.#masters.get(staffNo);
    if (known !== undefined) return known;
    if (!this.#mayKeep()) {
      await this.obeyPolicy(staffNo);
      return null;
    }
    try {
      const text = await this.#parts.platform.vault.read(masterName(this.#parts.server, staffNo));
      const master = text === null ? null : fromBase64(text);
      return master?.length === 32 ? master : null;
    } catch {
      return null;
    }
  }

  async #hold(staffNo: string, master: Master): Promise<void> {
    this.#masters.set(staffNo, master);
    if (!this.#mayKeep()) return this.obeyPolicy(staffNo);
    // A vault that keeps nothing asks for the password at the next start.
    await this.#parts.platform.vault
      .write(masterName(this.#parts.server, staffNo), toBase64(master))
      .catch(() => undefined);
  }

  async #underPassword(staffNo: string, password: string): Promise<Master | null> {
    const kept = this.#shelf(staffNo).read()?.password;
    if (kept === undefined) return null;
    return openBytes(await this.#parts.derive(password, kept.cost), kept.master);
  }

  async #factsOf(staffNo: string): Promise<KeptFacts | null> {
    const master = this.#masters.get(staffNo);
    return master === undefined ? null : this.#facts(staffNo, master);
  }

  async #facts(staffNo: string, master: Master): Promise<KeptFacts | null> {
    const text = this.#shelf(staffNo).read()?.facts;
    if (text === undefined) return null;
    return keptFacts.safeParse(await openJson(await derivedKey(master, 'facts'), text)).data ?? null;
  }

  async #keepFacts(staffNo: string, facts: KeptFacts): Promise<void> {
    const master = this.#masters.get(staffNo);
    if (master === undefined) return;
    this.#shelf(staffNo).write({ facts: await sealJson(await derivedKey(master, 'facts'), facts) });
  }
}

/** Sample: `master-1c3f09a2-5b0e11d7`. */
const masterName = (server: string, staffNo: string): string =>
  `master-${[server, staffNo.trim().toLowerCase()].map((part) => fnv1a32(part).toString(16).padStart(8, '0')).join('-')}`;
