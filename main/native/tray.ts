import { Menu, nativeImage, Tray } from 'electron';
import { TRAY_ICON } from './icons.ts';
import type { Words } from './words.ts';

export interface TrayParts {
  words(): Words;
  show(): void;
  quit(): void;
}

/** The icon beside the clock: opens the window, says how synchronisation stands, ends the application. */
export class DeskTray {
  readonly #parts: TrayParts;
  readonly #tray: Tray;
  #state = '';

  private constructor(parts: TrayParts) {
    this.#parts = parts;
    this.#tray = new Tray(nativeImage.createFromDataURL(TRAY_ICON));
    this.#tray.on('click', parts.show);
    this.refresh();
  }

  /** @returns null where there is no place for one: some desktops of Linux, and macOS, which has its dock */
  static open(parts: TrayParts): DeskTray | null {
    if (process.platform === 'darwin') return null;
    try {
      return new DeskTray(parts);
    } catch {
      return null;
    }
  }

  /** @param text one line, worded by the page. Sample: `离线 · 5 条待传` */
  showState(text: string): void {
    if (text === this.#state) return;
    this.#state = text;
    this.refresh();
  }

  /** Words anew, as after a change of language. */
  refresh(): void {
    const { productName, tray } = this.#parts.words();
    this.#tray.setToolTip(this.#state === '' ? productName : `${productName} · ${this.#state}`);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        ...(this.#state === ''
          ? []
          : [{ label: this.#state, enabled: false }, { type: 'separator' as const }]),
        { label: tray.show, click: this.#parts.show },
        { label: tray.quit, click: this.#parts.quit },
      ]),
    );
  }
}
