import type { DeviceReport } from '../../shared/api/devices.ts';
import type { PullRequest, PullResponse, PushRequest, PushResponse } from '../../shared/sync/protocol.ts';
import type { Exchange } from '../sync/ports.ts';
import type { Received, TokenSource } from '../sync/transport.ts';
import { TransportError } from '../sync/transport-error.ts';

/**
 * The line between a client and its server, which a test can cut, listen in on and lose answers on. `requests`
 * is everything that was asked, in order.
 */
export class Line implements Exchange {
  readonly #to: Exchange;
  readonly requests: string[] = [];
  readonly pulls: PullRequest[] = [];
  readonly pushes: PushRequest[] = [];
  /** Told beside the work, so not among the requests. */
  readonly reports: DeviceReport[] = [];
  cut = false;
  /** Called before a request leaves; what it throws is what the client meets. */
  beforePull: (request: PullRequest) => void | Promise<void> = () => undefined;
  afterPull: (answer: PullResponse) => PullResponse = (answer) => answer;
  beforePush: (request: PushRequest) => void | Promise<void> = () => undefined;
  /** Called when the server has done its work; throwing loses the answer. */
  afterPush: (answer: PushResponse) => PushResponse = (answer) => answer;
  /** Long polls end at once unless a test wants them. */
  polls = false;

  constructor(to: Exchange) {
    this.#to = to;
  }

  async pull(
    tokens: TokenSource,
    request: PullRequest,
    signal?: AbortSignal,
  ): Promise<Received<PullResponse>> {
    this.requests.push('pull');
    this.pulls.push(request);
    this.#check();
    await this.beforePull(request);
    const { value, size } = await this.#to.pull(tokens, request, signal);
    this.#check();
    return { value: this.afterPull(value), size };
  }

  async push(tokens: TokenSource, request: PushRequest, signal?: AbortSignal): Promise<PushResponse> {
    this.requests.push('push');
    this.pushes.push(request);
    this.#check();
    await this.beforePush(request);
    const answer = await this.#to.push(tokens, request, signal);
    this.#check();
    return this.afterPush(answer);
  }

  async report(tokens: TokenSource, report: DeviceReport, signal?: AbortSignal): Promise<void> {
    this.reports.push(report);
    this.#check();
    await this.#to.report(tokens, report, signal);
  }

  async wait(tokens: TokenSource, seq: string, signal?: AbortSignal): Promise<string> {
    if (this.polls) {
      this.requests.push('wait');
      this.#check();
      return this.#to.wait(tokens, seq, signal);
    }
    return new Promise((_resolve, reject) => {
      const end = (): void => reject(new TransportError('offline', 'ended'));
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  #check(): void {
    if (this.cut) throw new TransportError('offline', 'the line is cut');
  }
}
