/** Types of process-lock.mjs, which stays plain JavaScript because it also runs on the Node of the machine. */
export interface LockOptions {
  /** Ends the waiting; work that has begun goes on. */
  readonly signal?: AbortSignal | undefined;
  /** Told once, who holds it: the number of his process. */
  readonly onWait?: ((holder: number) => void) | undefined;
}

/** Does the work while no other process holds the resource, which the kernel gives back when its holder dies. */
export function withProcessLock<T>(
  resource: string,
  work: () => Promise<T>,
  options?: LockOptions,
): Promise<T>;
