import type { SessionResponse, SessionStaff } from '../../shared/api/auth.ts';
import type { WritableStore } from '../data/store.ts';
import type { Workspace } from '../data/types.ts';
import type { Platform } from '../platform/types.ts';
import type { TokenSource } from '../sync/transport.ts';
import type { Exclusively } from './access-tokens.ts';
import type { DerivePasswordKey } from './keyring/password-key.ts';
import type { ServerState, Session, SessionState, SignInResult } from './types.ts';
import type { ServerInfo } from '../../shared/api/server-info.ts';
import { serverInfo } from '../../shared/api/server-info.ts';
import { OneByOne } from '../../shared/lib/one-by-one.ts';
import { createStore } from '../data/store.ts';
import { Transport } from '../sync/transport.ts';
import { TransportError } from '../sync/transport-error.ts';
import { watchForRecall } from './hand-back.ts';
import { AccessTokens } from './access-tokens.ts';
import type { KeptSession } from './kept-session.ts';
import { SessionShelf } from './kept-session.ts';
import type { Unlocked } from './keyring/keyring.ts';
import { Keyring } from './keyring/keyring.ts';
import { policyOf } from './policy.ts';
import { refusalOf } from './refusal.ts';

export interface SessionOptions {
  platform: Platform;
  openWorkspace(
    server: string,
    staff: SessionStaff,
    tokens: TokenSource,
    keyring: Keyring,
  ): Promise<{ workspace: Workspace; personal: Platform['settings'] }>;
  derivePasswordKey: DerivePasswordKey;
  exclusively: Exclusively;
  /** Tells other windows that somebody signed in or out, and hears of it. */
  announce?: (onAnnounced: () => void) => () => void;
  transport?: (server: string) => SessionTransport;
  now?: () => number;
}

export type SessionTransport = Pick<Transport, 'info' | 'login' | 'refresh' | 'logout' | 'changePassword'>;

const INFO_SETTING = 'serverInfo';

/** What another server has said of itself, for the session that begins with it. */
export const rememberServerInfo = (settings: Platform['settings'], info: ServerInfo): void =>
  settings.set(INFO_SETTING, info);

const LAST_STAFF_SETTING = 'lastStaffNo';

/** Who works here, from the start of the window to its end. Starts by itself. */
export function createSession(options: SessionOptions): Session {
  const session = new CoreSession(options);
  void session.start();
  return session;
}

function refusedHere(unlocked: Extract<Unlocked, { ok: false }>): SignInResult {
  switch (unlocked.reason) {
    case 'pause':
      return { ok: false, reason: 'tooManyHere', retryAfterSeconds: Math.ceil(unlocked.pauseMs / 1000) };
    case 'wrong':
      return { ok: false, reason: 'credentials', attemptsLeft: unlocked.triesLeft };
    case 'unknown':
      return { ok: false, reason: 'unknownHere' };
  }
}

const isKept = async ({ shelf }: Server, staff: SessionStaff): Promise<boolean> =>
  (await shelf.read())?.staff.id === staff.id;

/** The token of one sign-in, for as long as it lasts. */
const oneToken = ({ access_token: token }: SessionResponse): TokenSource => ({
  accessToken: (rejected) =>
    rejected === null
      ? Promise.resolve(token)
      : Promise.reject(new TransportError('signInExpired', 'the sign-in is too long ago')),
});

interface Server {
  address: string;
  transport: SessionTransport;
  shelf: SessionShelf;
  keyring: Keyring;
}

class CoreSession implements Session {
  readonly state: WritableStore<SessionState> = createStore<SessionState>({ kind: 'unknown' });
  readonly server: WritableStore<ServerState> = createStore<ServerState>({
    address: null,
    info: null,
    reachable: null,
  });
  readonly newcomer: WritableStore<SessionStaff | null> = createStore<SessionStaff | null>(null);
  /** His sign-in, with the password that he was given: kept nowhere but here. */
  #given: { answer: SessionResponse; password: string } | null = null;
  readonly #options: SessionOptions;
  readonly #announce: () => void;
  #tokens: AccessTokens | null = null;
  #known: Promise<Server> | null = null;
  /** Coming and going, in this window and in others: nobody is let in while somebody else is, or while he is let out. */
  readonly #turns = new OneByOne();

  constructor(options: SessionOptions) {
    this.#options = options;
    const heard = (): Promise<void> => this.#turns.do(() => this.#lookAgain()).catch(() => this.#notLetIn());
    this.#announce = options.announce?.(() => void heard()) ?? (() => undefined);
  }

  async start(): Promise<void> {
    try {
      const server = await this.#server();
      if (this.server.get().address === null) return this.#showSignedOut();
      void this.refreshServerInfo();
      await this.#turns.do(() => this.#goOn(server));
    } catch {
      // Nothing on this machine can be read: signing in may still work, and says more.
      this.#showSignedOut();
    }
  }

  async #goOn(server: Server): Promise<void> {
    const kept = await server.shelf.read();
    if (kept === null) this.#showSignedOut();
    else if (await server.keyring.resume(kept.staff)) await this.#enter(server, kept.staff, null, true);
    else this.state.set({ kind: 'locked', staff: kept.staff });
  }

  async signIn(staffNo: string, password: string): Promise<SignInResult> {
    const before = this.state.get();
    if (before.kind !== 'signedIn') this.state.set({ kind: 'signingIn', staffNo });
    const result = await this.#signInThere(staffNo, password);
    const outcome =
      !result.ok && result.reason === 'unreachable'
        ? await this.#signInHere(staffNo.trim(), password)
        : result;
    this.#notLetIn();
    return outcome;
  }

  /** With the server; what is seen meanwhile stays as it is. */
  async #signInThere(staffNo: string, password: string): Promise<SignInResult> {
    try {
      const server = await this.#server();
      const { platform } = this.#options;
      const device = { id: await platform.deviceId(), name: platform.deviceName() };
      const answer = await server.transport.login({ staff_no: staffNo.trim(), password, device });
      this.#reachable(true);
      if (answer.must_change_password === true) {
        platform.settings.set(LAST_STAFF_SETTING, answer.staff.staff_no);
        this.#given = { answer, password };
        if (this.state.get().kind !== 'signedIn') this.#showSignedOut();
        this.newcomer.set(answer.staff);
        return { ok: false, reason: 'passwordToChange' };
      }
      await this.#letIn(server, answer, password);
      return { ok: true };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.reason === 'unreachable') this.#reachable(false);
      return refusal;
    }
  }

  async #letIn(server: Server, answer: SessionResponse, password: string): Promise<void> {
    await server.keyring.admit(answer.staff, password);
    await server.shelf.write({ refreshToken: answer.refresh_token, staff: answer.staff });
    this.#options.platform.settings.set(LAST_STAFF_SETTING, answer.staff.staff_no);
    await this.#turns.do(() => this.#enter(server, answer.staff, answer, true));
    this.#announce();
  }

  async replacePassword(next: string): Promise<SignInResult> {
    const given = this.#given;
    if (given === null) return { ok: false, reason: 'credentials' };
    const { answer, password } = given;
    try {
      const server = await this.#server();
      await server.transport.changePassword(oneToken(answer), password, next);
      // What he was given is worth nothing from here on, whatever becomes of the rest.
      await this.#letIn(server, answer, next).finally(() => this.#noNewcomer());
      return { ok: true };
    } catch (error) {
      return refusalOf(error);
    }
  }

  forgetNewcomer(): void {
    const token = this.#given?.answer.refresh_token;
    this.#noNewcomer();
    if (token !== undefined)
      void this.#server()
        .then(({ transport }) => transport.logout(token))
        .catch(() => undefined);
  }

  #noNewcomer(): void {
    this.#given = null;
    this.newcomer.set(null);
  }

  /** Without the server: the password opens what lies here, and everything but the way out works. */
  async #signInHere(staffNo: string, password: string): Promise<SignInResult> {
    const server = await this.#server();
    if (!server.keyring.canUnlock(staffNo)) return { ok: false, reason: 'unreachable' };
    const unlocked = await server.keyring.unlock(staffNo, password);
    if (!unlocked.ok) return refusedHere(unlocked);
    const { staff } = unlocked.facts;
    const before = this.state.get();
    if (before.kind === 'signedIn' && before.staff.id === staff.id) return { ok: true };
    const kept = await isKept(server, staff);
    await this.#turns.do(() => this.#enter(server, staff, null, kept));
    // Nothing to go on with: he signs in again when the server can be asked.
    if (!kept) this.#mine(staff, (state) => ({ ...state, signInExpired: true }));
    this.#options.platform.settings.set(LAST_STAFF_SETTING, staff.staff_no);
    return { ok: true };
  }

  async lock(): Promise<void> {
    const state = this.state.get();
    if (state.kind !== 'signedIn' || state.locked) return;
    this.state.set({ ...state, locked: true });
    const { keyring } = await this.#server();
    await keyring.lock(state.staff.staff_no);
    this.#announce();
  }

  async unlock(password: string): Promise<SignInResult> {
    const state = this.state.get();
    if (state.kind !== 'locked' && state.kind !== 'signedIn') return { ok: false, reason: 'credentials' };
    const { staff } = state;
    const server = await this.#server();
    const unlocked = await server.keyring.unlock(staff.staff_no, password);
    if (!unlocked.ok) {
      if (unlocked.reason === 'pause') return refusedHere(unlocked);
      // The password was changed elsewhere, or has never been typed here: then the server knows it.
      const result = await this.#signInThere(staff.staff_no, password);
      return result.ok || result.reason !== 'unreachable' ? result : refusedHere(unlocked);
    }
    if (state.kind === 'signedIn') this.#mine(staff, (mine) => ({ ...mine, locked: false }));
    else {
      const kept = await isKept(server, staff);
      await this.#turns.do(() => this.#enter(server, staff, null, kept));
    }
    this.#announce();
    return { ok: true };
  }

  async signOut(): Promise<void> {
    const server = await this.#server();
    const kept = await this.#turns.do(() => this.#letOut(server));
    this.#announce();
    // The server ends the session when it hears of it; without a network it ends by its age.
    if (kept !== null) await server.transport.logout(kept.refreshToken).catch(() => undefined);
  }

  /** @returns what was kept of his session */
  async #letOut(server: Server): Promise<KeptSession | null> {
    const state = this.state.get();
    const kept = await server.shelf.read();
    await server.shelf.remove();
    if (state.kind === 'signedIn' || state.kind === 'locked')
      await server.keyring.leave(state.staff.staff_no);
    this.#tokens = null;
    this.#showSignedOut();
    if (state.kind === 'signedIn') await state.workspace.close();
    return kept;
  }

  async changePassword(current: string, next: string): Promise<SignInResult> {
    const tokens = this.#tokens;
    if (tokens === null) return { ok: false, reason: 'credentials' };
    try {
      const server = await this.#server();
      await server.transport.changePassword(tokens, current, next);
      const state = this.state.get();
      // From here on the new one opens what lies here, and the old one does not.
      if (state.kind === 'signedIn') await server.keyring.admit(state.staff, next);
      return { ok: true };
    } catch (error) {
      return refusalOf(error);
    }
  }

  async refreshServerInfo(): Promise<void> {
    const { address, transport, keyring } = await this.#server();
    try {
      const info = await transport.info();
      this.#options.platform.settings.set(INFO_SETTING, info);
      this.server.set({ address, info, reachable: true });
      const state = this.state.get();
      if (state.kind === 'signedIn' || state.kind === 'locked')
        await keyring.obeyPolicy(state.staff.staff_no);
    } catch {
      this.#reachable(false);
    }
  }

  #server(): Promise<Server> {
    this.#known ??= this.#findServer();
    return this.#known;
  }

  async #findServer(): Promise<Server> {
    const { platform, transport } = this.#options;
    const known = await platform.serverAddress();
    const address = known ?? '';
    const remembered = serverInfo.safeParse(platform.settings.get(INFO_SETTING));
    this.server.set({ address: known, info: remembered.success ? remembered.data : null, reachable: null });
    return {
      address,
      transport: transport?.(address) ?? new Transport(address),
      shelf: new SessionShelf(platform.vault, address),
      keyring: new Keyring({
        platform,
        server: address,
        derive: this.#options.derivePasswordKey,
        now: this.#options.now ?? Date.now,
        mayKeep: () => !policyOf(platform.policy, this.server.get().info).passwordAtStart,
      }),
    };
  }

  /**
   * Goes on as this person: with his open workspace where it is his, else with one that is opened for him.
   * @param kept a session of his is kept here; where it no longer is when all is open, he was signed out meanwhile
   */
  async #enter(
    server: Server,
    staff: SessionStaff,
    answer: SessionResponse | null,
    kept: boolean,
  ): Promise<void> {
    const before = this.state.get();
    if (before.kind === 'signedIn' && before.staff.id === staff.id && this.#tokens !== null) {
      if (answer !== null) this.#tokens.take(answer);
      this.state.set({ ...before, staff, signInExpired: false, locked: false });
      before.workspace.syncNow();
      return;
    }
    if (before.kind === 'signedIn') {
      this.state.set({ kind: 'signingIn', staffNo: staff.staff_no });
      await before.workspace.close();
    }
    const tokens = this.#tokensOf(server, staff);
    if (answer !== null) tokens.take(answer);
    const opened = await this.#options.openWorkspace(server.address, staff, tokens, server.keyring);
    const { workspace } = opened;
    // A vault that cannot be read says nothing of it.
    if (kept && !(await isKept(server, staff).catch(() => true))) {
      this.#showSignedOut();
      await workspace.close();
      return server.keyring.leave(staff.staff_no);
    }
    this.#tokens = tokens;
    this.state.set({ kind: 'signedIn', staff, ...opened, signInExpired: false, locked: false });
    watchForRecall(workspace, () => {
      // By then somebody else may have signed in here.
      const state = this.state.get();
      if (state.kind === 'signedIn' && state.workspace === workspace) void this.signOut();
    });
  }

  #mine(
    staff: SessionStaff,
    change: (state: Extract<SessionState, { kind: 'signedIn' }>) => SessionState,
  ): void {
    const state = this.state.get();
    if (state.kind === 'signedIn' && state.staff.id === staff.id) this.state.set(change(state));
  }

  #tokensOf(server: Server, staff: SessionStaff): AccessTokens {
    return new AccessTokens({
      server: server.address,
      staffId: staff.id,
      shelf: server.shelf,
      exclusively: this.#options.exclusively,
      refresh: (token) => server.transport.refresh(token),
      logout: (token) => server.transport.logout(token),
      now: this.#options.now ?? Date.now,
      onStaff: (fresh) => {
        this.#reachable(true);
        this.#mine(staff, (state) => {
          if (JSON.stringify(state.staff) === JSON.stringify(fresh)) return state;
          // For a start without a network; that it cannot be kept is no harm today.
          void server.keyring.noteStaff(fresh).catch(() => undefined);
          return { ...state, staff: fresh };
        });
      },
      onExpired: () => this.#mine(staff, (state) => ({ ...state, signInExpired: true })),
    });
  }

  /** Another window signed somebody in or out, locked or unlocked. */
  async #lookAgain(): Promise<void> {
    const server = await this.#server();
    const kept = await server.shelf.read();
    const state = this.state.get();
    if (kept !== null) {
      if (state.kind === 'signingIn') return;
      if (server.keyring.isLocked(kept.staff.staff_no)) {
        if (state.kind === 'signedIn') this.#mine(kept.staff, (mine) => ({ ...mine, locked: true }));
        else this.state.set({ kind: 'locked', staff: kept.staff });
      } else if (await server.keyring.resume(kept.staff)) await this.#enter(server, kept.staff, null, true);
    } else if (state.kind === 'signedIn') {
      this.#tokens = null;
      this.#showSignedOut();
      await state.workspace.close();
    }
  }

  /** Nobody waits for somebody who cannot be let in: signing in here may still work, and says more. */
  #notLetIn(): void {
    if (this.state.get().kind === 'signingIn') this.#showSignedOut();
  }

  #showSignedOut(): void {
    const last = this.#options.platform.settings.get(LAST_STAFF_SETTING);
    this.state.set({ kind: 'signedOut', lastStaffNo: typeof last === 'string' ? last : null });
  }

  #reachable(reachable: boolean): void {
    const state = this.server.get();
    if (state.reachable !== reachable) this.server.set({ ...state, reachable });
  }
}
