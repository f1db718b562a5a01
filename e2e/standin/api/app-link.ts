/** What windows need of `app`, which needs them: filled when `app` is made. */
export const appLink = {
  /** Tells an event on `app` that belongs to another object as well. */
  tell: (_event: string, ..._args: unknown[]): unknown => undefined,
  isQuitting: (): boolean => false,
};
