/** Something to wait for that can also simply be late: a call that came while nobody waited is not lost. */
export class Trigger {
  #fired = false;
  #wake: (() => void) | null = null;

  fire(): void {
    this.#fired = true;
    this.#wake?.();
  }

  /** Resolves when fired, after `ms` (null: never by time), or when aborted. */
  async wait(ms: number | null, signal: AbortSignal): Promise<void> {
    if (!this.#fired && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = ms === null ? undefined : setTimeout(resolve, ms);
        const stop = (): void => resolve();
        signal.addEventListener('abort', stop, { once: true });
        this.#wake = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', stop);
          resolve();
        };
        if (signal.aborted) this.#wake();
      });
      this.#wake?.();
      this.#wake = null;
    }
    this.#fired = false;
  }
}
