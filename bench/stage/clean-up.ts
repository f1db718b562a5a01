/** What was opened is closed in the opposite order, once, whatever fails on the way. */
export class CleanUp {
  readonly #steps: (() => Promise<unknown>)[] = [];
  #running: Promise<void> | null = null;

  /** @returns the same step; whoever takes it may run it earlier, and it will not run again */
  add(step: () => Promise<unknown>): () => Promise<void> {
    let done: Promise<void> | null = null;
    const once = (): Promise<void> =>
      (done ??= step().then(
        () => undefined,
        (error: Error) => console.error(`clean-up: ${error.message}`),
      ));
    this.#steps.push(once);
    return once;
  }

  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  async #runAll(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) await step();
  }
}
