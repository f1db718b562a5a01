import { app } from 'electron';
import type { LinkTarget } from '../../shared/ipc/links.ts';
import { LINK_SCHEME, linkInArguments, parseLink } from '../../shared/ipc/links.ts';

/** Holds where somebody wants to go until the page asks: it may still be loading, or nobody may be signed in. */
export class LinkDesk {
  #waiting: LinkTarget | null = null;
  #onArrived: () => void = () => undefined;

  /** @param listener told of every later arrival; the page then takes it */
  onArrived(listener: () => void): void {
    this.#onArrived = listener;
  }

  put(target: LinkTarget | null): void {
    if (target === null) return;
    this.#waiting = target;
    this.#onArrived();
  }

  putArguments(args: readonly string[]): void {
    this.put(linkInArguments(args));
  }

  /** Once; the newest one where several have come. */
  take(): LinkTarget | null {
    const target = this.#waiting;
    this.#waiting = null;
    return target;
  }
}

/** Links that the system hands over: in the command line (Windows, Linux) or as an event (macOS). */
export function receiveLinks(desk: LinkDesk): void {
  // A copy from a checkout must not become what the system starts for these links.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    desk.put(parseLink(url));
  });
  desk.putArguments(process.argv);
}
