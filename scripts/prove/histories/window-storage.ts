/**
 * The storage as one window reaches it. A window that is killed may have work under way in this very process;
 * cut off, none of it arrives any more, as with a process that is gone. What is in a transaction may still commit.
 */
export class WindowStorage {
  readonly factory: IDBFactory;
  readonly #connections = new Set<IDBDatabase>();
  #dead = false;

  constructor(base: IDBFactory) {
    const open = (...args: Parameters<IDBFactory['open']>): IDBOpenDBRequest => {
      if (this.#dead) throw new DOMException('this window is gone', 'InvalidStateError');
      const request = base.open(...args);
      request.addEventListener('success', () => {
        this.#connections.add(request.result);
        if (this.#dead) request.result.close();
      });
      return request;
    };
    this.factory = new Proxy(base, {
      get: (target, key) => {
        if (key === 'open') return open;
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  cutOff(): void {
    this.#dead = true;
    for (const connection of this.#connections) connection.close();
  }
}
