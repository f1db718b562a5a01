import type { DeviceReport } from '../../shared/api/devices.ts';
import type { PullRequest, PullResponse, PushRequest, PushResponse } from '../../shared/sync/protocol.ts';
import type { StorageOptions } from '../data/storage.ts';
import type { Received, TokenSource } from './transport.ts';

/** What the engine needs of the server; the transport, or a faulty stand-in for it in a test. */
export interface Exchange {
  pull(tokens: TokenSource, request: PullRequest, signal?: AbortSignal): Promise<Received<PullResponse>>;
  push(tokens: TokenSource, request: PushRequest, signal?: AbortSignal): Promise<PushResponse>;
  wait(tokens: TokenSource, seq: string, signal?: AbortSignal): Promise<string>;
  /** How this device stands. */
  report(tokens: TokenSource, report: DeviceReport, signal?: AbortSignal): Promise<void>;
}

/** Lets one window at a time do the work; the next one is called when the holder ends, however it ends. */
export interface LockPort {
  hold(name: string, work: () => Promise<void>, signal: AbortSignal): Promise<void>;
}

/** News between the windows of one person. */
export interface NewsChannel {
  post(news: unknown): void;
  close(): void;
}

/** Everything of its surroundings that the engine uses. */
export interface Environment {
  now(): Date;
  random(): number;
  exchange(server: string): Exchange;
  locks: LockPort;
  openChannel(name: string, onNews: (news: unknown) => void): NewsChannel;
  /** Absent where the global indexedDB is the right one. */
  storage?: StorageOptions;
}
