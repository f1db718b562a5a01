import { app } from 'electron';
import type { Busy } from './busy.ts';

/** When the application ends, and who brings it back to the front. */
export class Lifecycle {
  #ending = false;

  constructor(busy: Busy) {
    app.on('before-quit', (event) => {
      this.#ending = true;
      if (!busy.isBusy) return;
      // What is being written is finished first.
      event.preventDefault();
      void busy.idle().then(() => app.quit());
    });
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit();
    });
  }

  /** Windows close for good now. */
  get isEnding(): boolean {
    return this.#ending;
  }

  /** @param wanted called with the command line of a second start, which ends at once; empty from the dock */
  onWanted(wanted: (args: readonly string[]) => void): void {
    app.on('second-instance', (_event, args) => wanted(args));
    app.on('activate', () => wanted([]));
  }
}
