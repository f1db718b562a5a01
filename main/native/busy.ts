/** What must reach the disk before the application may end. */
export class Busy {
  #running = 0;
  #idle: (() => void)[] = [];

  get isBusy(): boolean {
    return this.#running > 0;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      if (this.#running === 0) for (const told of this.#idle.splice(0)) told();
    }
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    while (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }
}
