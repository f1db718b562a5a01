import type { ServerInfo } from '../../shared/api/server-info.ts';
import type { SessionStaff } from '../../shared/api/auth.ts';
import type { Store, Workspace } from '../data/types.ts';
import type { Platform } from '../platform/types.ts';

/** Who works here. `unknown` only until the last person's sign-in has been read from this machine. */
export type SessionState =
  | { kind: 'unknown' }
  /** `lastStaffNo` fills the form in again. */
  | { kind: 'signedOut'; lastStaffNo: string | null }
  | { kind: 'signingIn'; staffNo: string }
  /** Locked before this window began: nothing of his can be read until he types his password. */
  | { kind: 'locked'; staff: SessionStaff }
  | {
      kind: 'signedIn';
      staff: SessionStaff;
      workspace: Workspace;
      /** The server refused to go on with this sign-in: everything stays usable and writable, nothing is sent. */
      signInExpired: boolean;
      /** Nobody sees or does anything until the password is typed; work goes on being sent and fetched. */
      locked: boolean;
      /** Settings of his on this machine that may name customers. */
      personal: Platform['settings'];
    };

/** Why a sign-in (or a change of password) did not work; the catalogue words each. */
export type SignInFailure =
  | 'credentials'
  /** Right, but given by somebody else: `replacePassword` comes first. */
  | 'passwordToChange'
  | 'tooMany'
  /** Too many requests from this address, whoever sent them. */
  | 'tooFast'
  /** Refused here, without the server: too many wrong passwords in a row. */
  | 'tooManyHere'
  /** The server cannot be reached, and this person has never signed in on this machine. */
  | 'unknownHere'
  | 'disabled'
  | 'deviceRevoked'
  | 'unreachable'
  | 'notTheServer'
  | 'upgrade'
  | 'passwordPolicy'
  | 'serverError'
  | 'storage';

export type SignInResult =
  | { ok: true }
  /** `code` is the server's, for support; `retryAfterSeconds` comes with `tooMany`, `attemptsLeft` with `credentials`. */
  | { ok: false; reason: SignInFailure; code?: string; retryAfterSeconds?: number; attemptsLeft?: number };

/** What is known of the server: asked at start, remembered for a start without a network. */
export interface ServerState {
  /** Where the server is; null until the platform has said, or where nobody has set it yet. */
  address: string | null;
  info: ServerInfo | null;
  /** null until the first attempt has ended. */
  reachable: boolean | null;
}

export interface Session {
  readonly state: Store<SessionState>;
  readonly server: Store<ServerState>;
  /** Also renews an expired sign-in of the same person without closing his workspace. */
  signIn(staffNo: string, password: string): Promise<SignInResult>;
  /** Ends the session here and on the server where it can be reached. Waiting edits stay for that person. */
  signOut(): Promise<void>;
  /** Until the password is typed, here and after a restart; in every window. */
  lock(): Promise<void>;
  /** Works without the server. */
  unlock(password: string): Promise<SignInResult>;
  changePassword(current: string, next: string): Promise<SignInResult>;
  /** Who has signed in with a password that was given to him, and has still to choose one of his own. */
  readonly newcomer: Store<SessionStaff | null>;
  /** Changes the newcomer's password, and lets him in. */
  replacePassword(next: string): Promise<SignInResult>;
  /** The newcomer signs in another time; nothing of him stays here. */
  forgetNewcomer(): void;
  /** Asks the server again who it is. */
  refreshServerInfo(): Promise<void>;
}
