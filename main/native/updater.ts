import type { AppUpdater } from 'electron-updater';
import type { UpdateState } from '../../shared/ipc/contract.ts';
import type { Busy } from './busy.ts';
import type { DeskLog } from './log.ts';

const CHECK_EVERY_MS = 6 * 3_600_000;

export interface UpdaterParts {
  /** From the administrator's policy; null: this copy is updated by other means. */
  feed: string | null;
  packaged: boolean;
  /** In a checkout, the file in the place of the `app-update.yml` of an installed copy; null: not asked there. */
  devConfig: string | null;
  busy: Busy;
  log: DeskLog;
  onChanged(state: UpdateState): void;
}

/** Looks for new versions where the administrator puts them. Off without a feed, and in a checkout. */
export class Updater {
  readonly #parts: UpdaterParts;
  #library: AppUpdater | null = null;
  #state: UpdateState = { kind: 'off' };

  constructor(parts: UpdaterParts) {
    this.#parts = parts;
  }

  get state(): UpdateState {
    return this.#state;
  }

  async start(): Promise<void> {
    const { feed, packaged, devConfig } = this.#parts;
    if (feed === null || (!packaged && devConfig === null)) return;
    // Loaded only here: it weighs more than the rest of the main process.
    const { autoUpdater } = (await import('electron-updater')).default;
    this.#library = autoUpdater;
    autoUpdater.logger = null;
    if (!packaged) {
      autoUpdater.forceDevUpdateConfig = true;
      autoUpdater.updateConfigPath = devConfig;
    }
    autoUpdater.autoDownload = true;
    autoUpdater.autoInstallOnAppQuit = true;
    autoUpdater.setFeedURL({ provider: 'generic', url: feed });
    autoUpdater.on('update-not-available', () => this.#set({ kind: 'current' }));
    autoUpdater.on('update-available', ({ version }) =>
      this.#set({ kind: 'downloading', version, percent: 0 }),
    );
    autoUpdater.on('download-progress', ({ percent }) => {
      if (this.#state.kind === 'downloading') this.#set({ ...this.#state, percent: Math.round(percent) });
    });
    autoUpdater.on('update-downloaded', ({ version }) => this.#set({ kind: 'ready', version }));
    await this.#check();
    setInterval(() => void this.#check(), CHECK_EVERY_MS).unref();
  }

  /** Ends the application for the new version, but not while something is being written. */
  async install(): Promise<boolean> {
    if (this.#library === null || this.#state.kind !== 'ready') return false;
    await this.#parts.busy.idle();
    this.#library.quitAndInstall(false, true);
    return true;
  }

  async #check(): Promise<void> {
    if (this.#state.kind === 'ready' || this.#state.kind === 'downloading') return;
    this.#set({ kind: 'checking' });
    try {
      const found = await this.#library?.checkForUpdates();
      // Refused where the file is not the one that the feed tells of; the next look begins anew.
      await found?.downloadPromise;
    } catch (error) {
      this.#parts.log.warn(`no answer about updates: ${error instanceof Error ? error.message : 'unknown'}`);
      this.#set({ kind: 'failed' });
    }
  }

  #set(state: UpdateState): void {
    this.#state = state;
    this.#parts.onChanged(state);
  }
}
