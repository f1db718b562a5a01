import { beforeEach, describe, expect, it } from 'vitest';
import type { DerivePasswordKey } from './password-key.ts';
import { FREE_TRIES, pauseAfter } from './back-off.ts';
import { Keyring } from './keyring.ts';

/** As argon2id, without its price. */
const cheapKey: DerivePasswordKey = async (password, { salt }) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt} ${password}`)));

const staff = { id: 's-1', staff_no: 'S1', name: '韦一', roles: [] };
const workKey = {
  key_id: '0d9a6c5e-6e1b-4c55-9b51-7d3f0c1d2e3f',
  key: Buffer.alloc(32, 5).toString('base64'),
};

let settings: Map<string, unknown>;
let secrets: Map<string, string>;
let now: number;
/** As after a restart: what is in memory is gone. */
const start = (mayKeep = true): Keyring =>
  new Keyring({
    mayKeep: () => mayKeep,
    platform: {
      settings: { get: (key) => settings.get(key), set: (key, value) => void settings.set(key, value) },
      vault: {
        read: (name) => Promise.resolve(secrets.get(name) ?? null),
        write: (name, secret) => Promise.resolve(void secrets.set(name, secret)),
        remove: (name) => Promise.resolve(void secrets.delete(name)),
      },
    },
    server: 'https://desk.test',
    derive: cheapKey,
    now: () => now,
  });
const cacheKey = async (keyring: Keyring) =>
  Buffer.from((await keyring.storageKeys('S1')).cache).toString('hex');

beforeEach(() => {
  settings = new Map();
  secrets = new Map();
  now = Date.parse('2026-11-20T02:00:00Z');
});

describe('the keyring', () => {
  it('opens the same cache after a restart, by the vault or by the password', async () => {
    const first = start();
    await first.admit(staff, 'right');
    await first.noteWorkKey(staff, workKey);
    const key = await cacheKey(first);
    const second = start();
    expect(await second.resume(staff)).toBe(true);
    expect(await cacheKey(second)).toBe(key);
    secrets.clear();
    const third = start();
    expect(await third.resume(staff)).toBe(false);
    expect(await third.unlock(' s1 ', 'right')).toMatchObject({
      ok: true,
      facts: { staff, workKeys: [workKey] },
    });
    expect(await third.resume(staff)).toBe(true);
    expect(await cacheKey(third)).toBe(key);
    expect((await third.storageKeys('S1')).work.current.id).toBe(workKey.key_id);
  });

  it('keeps neither name nor key nor password in the clear among the settings', async () => {
    const keyring = start();
    await keyring.admit(staff, 'right horse');
    await keyring.noteWorkKey(staff, workKey);
    const kept = JSON.stringify([...settings]);
    for (const secret of ['韦一', 'right horse', workKey.key, [...secrets.values()][0]!])
      expect(kept).not.toContain(secret);
  });

  it('opens again what was locked for whomever the server has let in, under whatever password', async () => {
    const first = start();
    await first.admit(staff, 'old');
    await first.lock('S1');
    expect(first.isLocked('S1')).toBe(true);
    await first.admit(staff, 'changed elsewhere');
    expect(first.isLocked('S1')).toBe(false);
    expect(await start().resume(staff)).toBe(true);
  });

  it('goes on with the same cache under a password that was changed elsewhere, as long as the vault has the key', async () => {
    const first = start();
    await first.admit(staff, 'old');
    const key = await cacheKey(first);
    const second = start();
    await second.admit(staff, 'new');
    expect(await cacheKey(second)).toBe(key);
    expect(await second.unlock('S1', 'old')).toMatchObject({ ok: false, reason: 'wrong' });
    expect(await second.unlock('S1', 'new')).toMatchObject({ ok: true });
  });

  it('keeps nothing in the vault where the password is asked at every start, and takes out what lay there', async () => {
    const first = start();
    await first.admit(staff, 'right');
    const key = await cacheKey(first);
    expect(secrets.size).toBe(1);
    const second = start(false);
    expect(await second.resume(staff)).toBe(false);
    expect(secrets.size).toBe(0);
    expect(await second.unlock('S1', 'right')).toMatchObject({ ok: true });
    expect(await cacheKey(second)).toBe(key);
    expect(secrets.size).toBe(0);
    // Lifted again: from the next sign-in on it goes on by itself.
    const third = start();
    expect(await third.resume(staff)).toBe(false);
    await third.unlock('S1', 'right');
    expect(await start().resume(staff)).toBe(true);
  });

  it('begins another cache where vault and password are lost', async () => {
    const first = start();
    await first.admit(staff, 'old');
    const key = await cacheKey(first);
    await first.leave('S1');
    const second = start();
    await second.admit(staff, 'reset by somebody');
    expect(await cacheKey(second)).not.toBe(key);
  });

  it('stays locked over a restart, and without a copy in the vault', async () => {
    const first = start();
    await first.admit(staff, 'right');
    await first.lock('S1');
    expect(secrets.size).toBe(0);
    const second = start();
    expect(await second.resume(staff)).toBe(false);
    expect(second.isLocked('S1')).toBe(true);
    expect(await second.unlock('S1', 'right')).toMatchObject({ ok: true });
    expect(second.isLocked('S1')).toBe(false);
  });

  it('lets somebody in whom an earlier version had signed in, and locks him for the server to open', async () => {
    const first = start();
    expect(await first.resume(staff)).toBe(true);
    expect(first.canUnlock('S1')).toBe(false);
    await first.lock('S1');
    // The vault keeps the key: his password has never been typed here, and only the server knows it.
    expect(secrets.size).toBe(1);
    expect(await start().unlock('S1', 'any')).toMatchObject({ ok: false, reason: 'unknown' });
    const second = start();
    await second.admit(staff, 'right');
    expect(await cacheKey(second)).toBe(await cacheKey(first));
  });

  it('looks at no password for a while after five wrong ones, over a restart too, and not for ever', async () => {
    await start().admit(staff, 'right');
    for (let left = FREE_TRIES - 1; left >= 0; left--)
      expect(await start().unlock('S1', 'wrong')).toEqual({ ok: false, reason: 'wrong', triesLeft: left });
    expect(await start().unlock('S1', 'right')).toEqual({ ok: false, reason: 'pause', pauseMs: 30_000 });
    now += 29_999;
    expect(await start().unlock('S1', 'right')).toMatchObject({ reason: 'pause' });
    now += 1;
    expect(await start().unlock('S1', 'wrong')).toMatchObject({ reason: 'wrong' });
    expect(await start().unlock('S1', 'right')).toEqual({ ok: false, reason: 'pause', pauseMs: 60_000 });
    // A clock that was put back by years keeps nobody out for years.
    now -= 400 * 86_400_000;
    expect(await start().unlock('S1', 'right')).toMatchObject({ reason: 'pause', pauseMs: 15 * 60_000 });
    now += 401 * 86_400_000;
    expect(await start().unlock('S1', 'right')).toMatchObject({ ok: true });
    expect(await start().unlock('S1', 'wrong')).toMatchObject({ triesLeft: FREE_TRIES - 1 });
  });

  it('waits longer each time, a quarter of an hour at most', () => {
    expect([4, 5, 6, 7, 40].map(pauseAfter)).toEqual([0, 30_000, 60_000, 120_000, 900_000]);
  });
});
