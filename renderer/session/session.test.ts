import { describe, expect, it, vi } from 'vitest';
import type { SessionResponse } from '../../shared/api/auth.ts';
import type { ClientPolicy } from '../../shared/api/server-info.ts';
import { NO_POLICY } from '../../shared/api/server-info.ts';
import { createStore } from '../data/store.ts';
import type { Workspace } from '../data/types.ts';
import type { Platform } from '../platform/types.ts';
import type { TokenSource } from '../sync/transport.ts';
import type { DerivePasswordKey } from './keyring/password-key.ts';
import type { SessionTransport } from './session.ts';
import { TransportError } from '../sync/transport-error.ts';
import { createSession } from './session.ts';

/** As argon2id, without its price. */
const cheapKey: DerivePasswordKey = async (password, { salt }) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${salt} ${password}`)));

/** A machine that outlives its sessions, and a server that hands out tokens once. */
class World {
  readonly secrets = new Map<string, string>();
  readonly settings = new Map<string, unknown>();
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  readonly loggedOut: string[] = [];
  now = Date.parse('2026-11-20T02:00:00Z');
  unreachable = false;
  refreshes = 0;
  good = '';
  policy: ClientPolicy = NO_POLICY;
  tokens!: TokenSource;
  /** Windows of one browser, each of which hears what the others announce; null where they are none. */
  windows: (() => void)[] | null = null;
  /** What the opening of a workspace takes. */
  opening: () => Promise<void> = () => Promise.resolve();

  platform: Platform = {
    kind: 'browser',
    serverAddress: () => Promise.resolve('https://desk.test'),
    deviceId: () => Promise.resolve('device-1'),
    deviceName: () => 'test',
    system: () => 'OTHER',
    settings: {
      get: (key) => this.settings.get(key),
      set: (key, value) => void this.settings.set(key, value),
    },
    vault: {
      read: (name) => Promise.resolve(this.secrets.get(name) ?? null),
      write: (name, secret) => Promise.resolve(void this.secrets.set(name, secret)),
      remove: (name) => Promise.resolve(void this.secrets.delete(name)),
    },
    saveFile: () => Promise.resolve(true),
  };

  transport: SessionTransport = {
    info: () =>
      this.unreachable
        ? Promise.reject(new TransportError('offline', 'no'))
        : Promise.resolve({
            name: 'channeldesk' as const,
            version: '1',
            protocol: 1,
            test_environment: true,
            demo: false,
            server_time: '',
            policy: this.policy,
          }),
    login: ({ staff_no: staffNo, password }) => {
      if (this.unreachable) return Promise.reject(new TransportError('offline', 'no'));
      if (password !== (this.given ?? 'right')) {
        return Promise.reject(new TransportError('token', 'no', { status: 401, code: 'E_CREDENTIALS' }));
      }
      const granted = this.#grant(staffNo);
      return Promise.resolve(this.given === null ? granted : { ...granted, must_change_password: true });
    },
    refresh: (token) => {
      this.refreshes += 1;
      if (this.unreachable) return Promise.reject(new TransportError('offline', 'no'));
      if (token !== this.good) {
        return Promise.reject(new TransportError('token', 'no', { status: 401, code: 'E_TOKEN' }));
      }
      return Promise.resolve(this.#grant(token.split('/')[0]!));
    },
    logout: (token) => Promise.resolve(void this.loggedOut.push(token)),
    changePassword: async (tokens, current, next) => {
      if (next === 'weak')
        throw new TransportError('request', 'no', { status: 400, code: 'E_PASSWORD_POLICY' });
      this.changed.push([await tokens.accessToken(null), current, next]);
      this.given = null;
    },
  };

  /** A password that somebody else gave, and passwords that were changed. */
  given: string | null = null;
  changed: [token: string, current: string, next: string][] = [];

  #granted = 0;
  #grant(staffNo: string): SessionResponse {
    this.good = `${staffNo}/refresh-${++this.#granted}`;
    return {
      access_token: `access-${this.#granted}`,
      refresh_token: this.good,
      expires_in: 900,
      staff: { id: staffNo, staff_no: staffNo, name: '韦一', roles: [] },
    };
  }

  begin() {
    return createSession({
      platform: this.platform,
      transport: () => this.transport,
      now: () => this.now,
      exclusively: (_name, work) => work(),
      derivePasswordKey: cheapKey,
      announce: (onAnnounced) => {
        this.windows?.push(onAnnounced);
        return () => this.windows?.forEach((hear) => hear !== onAnnounced && hear());
      },
      openWorkspace: async (_server, staff, tokens) => {
        this.opened.push(staff.id);
        this.tokens = tokens;
        await this.opening();
        const close = (): Promise<void> => Promise.resolve(void this.closed.push(staff.id));
        const workspace = {
          staffId: staff.id,
          status: createStore({ trouble: null }),
          outbox: createStore([]),
          close,
          syncNow: () => undefined,
        } as unknown as Workspace;
        return { workspace, personal: this.platform.settings };
      },
    });
  }
}

const kindOf = (session: ReturnType<World['begin']>) => session.state.get().kind;

describe('the session', () => {
  it('begins signed out, signs in, and says who it is', async () => {
    const world = new World();
    const session = world.begin();
    expect(kindOf(session)).toBe('unknown');
    await vi.waitFor(() => expect(session.state.get()).toEqual({ kind: 'signedOut', lastStaffNo: null }));
    expect(await session.signIn('  S1 ', 'right')).toEqual({ ok: true });
    expect(session.state.get()).toMatchObject({
      kind: 'signedIn',
      staff: { staff_no: '  S1 '.trim() },
      signInExpired: false,
    });
    expect(session.server.get()).toMatchObject({ info: { test_environment: true }, reachable: true });
  });

  it('says why a sign-in was refused', async () => {
    const world = new World();
    const session = world.begin();
    expect(await session.signIn('S1', 'wrong')).toEqual({
      ok: false,
      reason: 'credentials',
      code: 'E_CREDENTIALS',
    });
    expect(kindOf(session)).toBe('signedOut');
    world.unreachable = true;
    expect(await session.signIn('S1', 'right')).toEqual({ ok: false, reason: 'unreachable' });
    world.transport.login = () =>
      Promise.reject(
        new TransportError('busy', 'no', { status: 429, code: 'E_LOGIN_LIMIT', retryAfterMs: 61_500 }),
      );
    expect(await session.signIn('S1', 'right')).toMatchObject({ reason: 'tooMany', retryAfterSeconds: 62 });
    world.transport.login = () => Promise.reject(new TransportError('notTheServer', 'no'));
    expect(await session.signIn('S1', 'right')).toMatchObject({ reason: 'notTheServer' });
  });

  it('starts without a network as the last person, everything open, the test ribbon remembered', async () => {
    const world = new World();
    await world.begin().signIn('S1', 'right');
    world.unreachable = true;
    const session = world.begin();
    await vi.waitFor(() => expect(kindOf(session)).toBe('signedIn'));
    await vi.waitFor(() => expect(session.server.get().reachable).toBe(false));
    expect(session.server.get().info?.test_environment).toBe(true);
    await expect(world.tokens.accessToken(null)).rejects.toMatchObject({ kind: 'offline' });
    expect(session.state.get()).toMatchObject({ kind: 'signedIn', signInExpired: false });
  });

  it('refreshes once for all who ask, uses each refresh token once, and keeps the next one', async () => {
    const world = new World();
    await world.begin().signIn('S1', 'right');
    const session = world.begin();
    await vi.waitFor(() => expect(kindOf(session)).toBe('signedIn'));
    const asked = await Promise.all([1, 2, 3].map(() => world.tokens.accessToken(null)));
    expect(new Set(asked)).toEqual(new Set(['access-2']));
    expect(world.refreshes).toBe(1);
    expect(await world.tokens.accessToken(null)).toBe('access-2');
    expect(await world.tokens.accessToken('access-2')).toBe('access-3');
    world.now += 880_000;
    expect(await world.tokens.accessToken(null)).toBe('access-4');
    expect(world.refreshes).toBe(3);
  });

  it('signing out while a token is being fetched keeps nothing that came with it, and ends that session too', async () => {
    const world = new World();
    const session = world.begin();
    await session.signIn('S1', 'right');
    const { refresh } = world.transport;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    world.transport.refresh = async (token) => {
      const granted = await refresh(token);
      await held;
      return granted;
    };
    const fetching = world.tokens.accessToken('access-1');
    await vi.waitFor(() => expect(world.refreshes).toBe(1));
    await session.signOut();
    goOn();
    await expect(fetching).rejects.toThrow('signed out');
    await vi.waitFor(() => expect(world.loggedOut).toEqual(['S1/refresh-1', 'S1/refresh-2']));
    const next = world.begin();
    await vi.waitFor(() => expect(kindOf(next)).not.toBe('unknown'));
    expect(kindOf(next)).toBe('signedOut');
  });

  it('a refused refresh leaves everything open and asks to sign in again, which goes on in the same workspace', async () => {
    const world = new World();
    const session = world.begin();
    await session.signIn('S1', 'right');
    world.good = 'revoked';
    await expect(world.tokens.accessToken('access-1')).rejects.toMatchObject({ kind: 'signInExpired' });
    expect(session.state.get()).toMatchObject({ kind: 'signedIn', signInExpired: true });
    expect(await session.signIn('S1', 'right')).toEqual({ ok: true });
    expect(session.state.get()).toMatchObject({ signInExpired: false });
    expect(world.opened).toEqual(['S1']);
    expect(await world.tokens.accessToken(null)).toBe('access-2');
  });

  it('[C11] another person gets a workspace of his own, and the first one is closed', async () => {
    const world = new World();
    const session = world.begin();
    await session.signIn('S1', 'right');
    const first = world.tokens;
    await session.signIn('S2', 'right');
    expect(world.closed).toEqual(['S1']);
    expect(session.state.get()).toMatchObject({ kind: 'signedIn', staff: { id: 'S2' } });
    await expect(first.accessToken('access-1')).rejects.toMatchObject({ kind: 'signInExpired' });
    expect(session.state.get()).toMatchObject({ signInExpired: false });
  });

  it('asks for the password at every start where the server wants it, and opens without a network then', async () => {
    const world = new World();
    const first = world.begin();
    await first.signIn('S1', 'right');
    const master = [...world.secrets.keys()].filter((name) => name.startsWith('master-'));
    expect(master).toHaveLength(1);
    // Decided while he works: the copy of his key goes at once, and he works on.
    world.policy = { ...NO_POLICY, password_at_start: true };
    await first.refreshServerInfo();
    expect([...world.secrets.keys()].filter((name) => name.startsWith('master-'))).toEqual([]);
    expect(first.state.get()).toMatchObject({ kind: 'signedIn', locked: false });

    world.unreachable = true;
    const second = world.begin();
    await vi.waitFor(() => expect(kindOf(second)).toBe('locked'));
    // It stays the lock that it was, and counts once.
    expect(await second.unlock('wrong')).toMatchObject({ reason: 'credentials', attemptsLeft: 4 });
    expect(kindOf(second)).toBe('locked');
    expect(await second.unlock('right')).toEqual({ ok: true });
    expect(kindOf(second)).toBe('signedIn');
    expect([...world.secrets.keys()].filter((name) => name.startsWith('master-'))).toEqual([]);
    const third = world.begin();
    await vi.waitFor(() => expect(kindOf(third)).toBe('locked'));
  });

  it('signing out forgets the tokens, remembers the number, and tells the server', async () => {
    const world = new World();
    const session = world.begin();
    await session.signIn('S1', 'right');
    await session.signOut();
    expect(session.state.get()).toEqual({ kind: 'signedOut', lastStaffNo: 'S1' });
    expect(world.secrets.size).toBe(0);
    expect(world.closed).toEqual(['S1']);
    expect(world.loggedOut).toEqual(['S1/refresh-1']);
  });

  it('signs in without the server where nothing is kept of a session, and says that it has none', async () => {
    const world = new World();
    const session = world.begin();
    await session.signIn('S1', 'right');
    await session.signOut();
    world.unreachable = true;
    expect(await session.signIn('S1', 'right')).toEqual({ ok: true });
    expect(session.state.get()).toMatchObject({ kind: 'signedIn', signInExpired: true });
    expect([world.opened, world.closed]).toEqual([['S1', 'S1'], ['S1']]);
  });

  describe('beside another window', () => {
    /** One window in which he works, and the opening of every other takes until it is let on. */
    const begun = async () => {
      const world = new World();
      world.windows = [];
      const first = world.begin();
      await first.signIn('S1', 'right');
      let letOn: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (letOn = resolve));
      world.opening = () => held;
      const kinds: string[] = [];
      const another = () => {
        const session = world.begin();
        session.state.subscribe(() => kinds.push(kindOf(session)));
        return session;
      };
      return { world, first, another, kinds, letOn };
    };

    it('[C11] that signs out, one that is just opening ends as well, and shows nothing before', async () => {
      const { world, first, another, kinds, letOn } = await begun();
      const second = another();
      await vi.waitFor(() => expect(world.opened).toHaveLength(2));
      await first.signOut();
      letOn();
      await vi.waitFor(() => expect([kindOf(first), kindOf(second)]).toEqual(['signedOut', 'signedOut']));
      await vi.waitFor(() => expect(world.closed).toEqual(world.opened));
      expect(kinds).not.toContain('signedIn');
      expect(world.secrets.size).toBe(0);
    });

    it('[C11] that is locked and unlocked meanwhile, it opens one workspace and not two', async () => {
      const { world, first, another, letOn } = await begun();
      const second = another();
      await vi.waitFor(() => expect(world.opened).toHaveLength(2));
      await first.lock();
      await first.unlock('right');
      // Long enough that it has heard of both.
      await new Promise((resolve) => setTimeout(resolve, 100));
      letOn();
      await vi.waitFor(() => expect(second.state.get()).toMatchObject({ kind: 'signedIn', locked: false }));
      await first.signOut();
      await vi.waitFor(() => expect([kindOf(first), kindOf(second)]).toEqual(['signedOut', 'signedOut']));
      await vi.waitFor(() => expect(world.closed).toEqual(world.opened));
      expect(world.opened).toHaveLength(2);
    });

    it('that signs somebody in whose cache cannot be opened here, it says that nobody is signed in', async () => {
      const { world, first, another, letOn } = await begun();
      letOn();
      const second = another();
      await vi.waitFor(() => expect(kindOf(second)).toBe('signedIn'));
      let opens = 0;
      world.opening = () => (++opens > 1 ? Promise.reject(new Error('no storage')) : Promise.resolve());
      expect(await first.signIn('S2', 'right')).toEqual({ ok: true });
      await vi.waitFor(() => expect(second.state.get()).toEqual({ kind: 'signedOut', lastStaffNo: 'S2' }));
      expect(opens).toBe(2);
    });
  });

  describe('with a password that was given', () => {
    const begun = async () => {
      const world = new World();
      world.given = 'given by hand';
      const session = world.begin();
      const answer = await session.signIn('S1', 'given by hand');
      return { world, session, answer };
    };

    it('lets nobody in and keeps nothing before he has chosen his own', async () => {
      const { world, session, answer } = await begun();
      expect(answer).toEqual({ ok: false, reason: 'passwordToChange' });
      expect(session.newcomer.get()).toMatchObject({ staff_no: 'S1' });
      expect(session.state.get()).toEqual({ kind: 'signedOut', lastStaffNo: 'S1' });
      expect([world.opened, [...world.secrets.keys()]]).toEqual([[], []]);
      // Another start knows nobody: he signs in anew.
      const again = world.begin();
      await vi.waitFor(() => expect(kindOf(again)).toBe('signedOut'));
      expect(again.newcomer.get()).toBeNull();
    });

    it('goes on with his own, which then opens what lies here', async () => {
      const { world, session } = await begun();
      expect(await session.replacePassword('weak')).toMatchObject({ reason: 'passwordPolicy' });
      expect(session.newcomer.get()).not.toBeNull();
      expect(await session.replacePassword('my own 1')).toEqual({ ok: true });
      expect(world.changed).toEqual([['access-1', 'given by hand', 'my own 1']]);
      expect([kindOf(session), session.newcomer.get()]).toEqual(['signedIn', null]);
      await session.lock();
      expect(await session.unlock('my own 1')).toEqual({ ok: true });
    });

    it('asks in place where he is at work already, and leaves what is open', async () => {
      const world = new World();
      const session = world.begin();
      await session.signIn('S1', 'right');
      world.given = 'given by hand';
      expect(await session.signIn('S1', 'given by hand')).toMatchObject({ reason: 'passwordToChange' });
      expect(kindOf(session)).toBe('signedIn');
      expect(await session.replacePassword('my own 1')).toEqual({ ok: true });
      expect([world.opened, world.closed]).toEqual([['S1'], []]);
    });

    it('can be put off: the sign-in ends', async () => {
      const { world, session } = await begun();
      session.forgetNewcomer();
      expect(session.newcomer.get()).toBeNull();
      await vi.waitFor(() => expect(world.loggedOut).toEqual(['S1/refresh-1']));
      expect(await session.replacePassword('my own 1')).toEqual({ ok: false, reason: 'credentials' });
    });
  });
});
