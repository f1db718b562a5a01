import { Notification } from 'electron';
import type { CallRequest } from '../../shared/ipc/contract.ts';
import type { LinkTarget } from '../../shared/ipc/links.ts';

/** Notifications of the system. One that is clicked leads to what it tells of. */
export class Notifications {
  readonly #onClick: (target: LinkTarget | null) => void;
  /** Held for as long as they are shown: a collected one hears no click. */
  readonly #shown = new Map<string, Notification>();

  constructor(onClick: (target: LinkTarget | null) => void) {
    this.#onClick = onClick;
  }

  show({ tag, title, body, target }: CallRequest<'notifications.show'>): { shown: boolean } {
    if (!Notification.isSupported()) return { shown: false };
    this.#shown.get(tag)?.close();
    const notification = new Notification({ title, body });
    this.#shown.set(tag, notification);
    const forget = (): void => {
      if (this.#shown.get(tag) === notification) this.#shown.delete(tag);
    };
    notification.on('click', () => {
      forget();
      this.#onClick(target);
    });
    notification.on('close', forget);
    notification.show();
    return { shown: true };
  }
}
