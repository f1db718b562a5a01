import pg, { type Pool } from 'pg';

/** What one process hears of the clock: the newest seq it knows of, told to whoever waits for it. */
interface Waiter {
  after: number;
  tell(): void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A connection that died without a word is found out by asking; what it failed to tell is learned too. */
const HEARTBEAT_MS = 10_000;

/**
 * Hears of every sealed commit through one connection of its own, however many wait. It listens from the first wait
 * on; when the connection is lost it is made again, and the clock is read, so nothing that happened in
 * between is missed.
 */
export class ClockListener {
  readonly #pool: Pool;
  readonly #waiters = new Set<Waiter>();
  #known = 0;
  #connection: pg.Client | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #pause = FIRST_PAUSE_MS;
  #started = false;
  #closed = false;

  /** The pool says which database; the connection is not one of its own. */
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Resolves with the newest known seq as soon as that is past `after`, at the latest after `timeoutMs`, when
   * `signal` aborts, or when the listener closes. An answer that is not past `after` says "nothing yet".
   */
  async wait(after: number, timeoutMs: number, signal: AbortSignal): Promise<number> {
    if (!this.#started && !this.#closed) {
      this.#started = true;
      void this.#listen();
    }
    if (this.#known <= after && !this.#closed && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const waiter: Waiter = {
          after,
          tell: () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', waiter.tell);
            this.#waiters.delete(waiter);
            resolve();
          },
        };
        const timer = setTimeout(waiter.tell, timeoutMs);
        signal.addEventListener('abort', waiter.tell);
        this.#waiters.add(waiter);
      });
    }
    return this.#known;
  }

  get waiting(): number {
    return this.#waiters.size;
  }

  /** Lets everybody go who waits, and ends the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    for (const waiter of [...this.#waiters]) waiter.tell();
    await this.#drop();
  }

  async #listen(): Promise<void> {
    const connection = new pg.Client({
      ...this.#pool.options,
      application_name: 'channeldesk-wait',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    this.#connection = connection;
    connection.on('error', () => this.#again(connection));
    connection.on('end', () => this.#again(connection));
    connection.on('notification', ({ payload }) => this.#hear(Number(payload)));
    try {
      await connection.connect();
      await connection.query('listen sync_clock');
      await this.#readClock(connection);
      this.#pause = FIRST_PAUSE_MS;
      this.#heartbeat = setInterval(() => {
        this.#readClock(connection).catch(() => this.#again(connection));
      }, HEARTBEAT_MS);
    } catch {
      this.#again(connection);
    }
  }

  async #readClock(connection: pg.Client): Promise<void> {
    const { rows } = await connection.query<{ seq: string }>('select seq from sync_clock');
    const seq = Number(rows[0]?.seq ?? 0);
    // Read on the connection that hears, so not older than what was heard: the store is another one now.
    if (seq < this.#known) this.#known = seq;
    this.#hear(seq);
  }

  #hear(seq: number): void {
    if (!(seq > this.#known)) return;
    this.#known = seq;
    for (const waiter of [...this.#waiters]) if (seq > waiter.after) waiter.tell();
  }

  /** An error is often followed by an end: only the first word of the connection in use counts. */
  #again(failed: pg.Client): void {
    if (this.#closed || failed !== this.#connection) return;
    void this.#drop();
    // The clock may be of a restored backup now, behind the one that was known.
    this.#known = 0;
    this.#reconnect = setTimeout(() => void this.#listen(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  async #drop(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    clearInterval(this.#heartbeat);
    await connection?.end().catch(() => undefined);
  }
}
