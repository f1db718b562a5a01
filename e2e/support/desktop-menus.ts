import type { ElectronApplication } from '@playwright/test';

/** One entry of a menu as a person reads it. */
export interface MenuEntry {
  label: string;
  accelerator?: string;
  enabled?: boolean;
}

interface Item {
  label: string;
  type: string;
  enabled: boolean;
  accelerator?: string;
  submenu?: { items: Item[] };
  click(): void;
}
interface TrayMenu {
  items: Item[];
}
type Watching = typeof globalThis & { trayMenu?: TrayMenu; trayText?: string };

/** The native menu: its entries, and the keys that stand beside them. */
export class NativeMenu {
  readonly #app: ElectronApplication;
  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  /** Does what the system does for this key, which no driver can press. */
  async press(accelerator: string): Promise<void> {
    await this.#app.evaluate(({ Menu }, wanted) => {
      const all = (items: Item[]): Item[] =>
        items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
      const menu = Menu.getApplicationMenu() as unknown as TrayMenu | null;
      const found = all(menu?.items ?? []).find((item) => item.accelerator === wanted);
      if (found === undefined) throw new Error(`no entry of the menu hears ${wanted}`);
      found.click();
    }, accelerator);
  }

  /** Entry by entry, those of the menus below a menu behind it. */
  entries(): Promise<MenuEntry[]> {
    return this.#app.evaluate(({ Menu }) => {
      const all = (items: Item[]): Item[] =>
        items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
      const menu = Menu.getApplicationMenu() as unknown as TrayMenu | null;
      return all(menu?.items ?? [])
        .filter(({ type }) => type !== 'separator')
        .map(({ label, accelerator }) => ({ label, ...(accelerator === undefined ? {} : { accelerator }) }));
    });
  }
}

/** The icon beside the clock. Its menu cannot be read back from the system, so it is caught when it is set. */
export class TrayIcon {
  readonly #app: ElectronApplication;
  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  /** From the next change on. */
  async watch(): Promise<void> {
    await this.#app.evaluate(({ Tray }) => {
      const kept = globalThis as Watching;
      const prototype = Tray.prototype as unknown as {
        setContextMenu(menu: TrayMenu): void;
        setToolTip(text: string): void;
      };
      const { setContextMenu, setToolTip } = prototype;
      prototype.setContextMenu = function remembered(menu) {
        kept.trayMenu = menu;
        setContextMenu.call(this, menu);
      };
      prototype.setToolTip = function remembered(text) {
        kept.trayText = text;
        setToolTip.call(this, text);
      };
    });
  }

  text(): Promise<string> {
    return this.#app.evaluate(() => (globalThis as Watching).trayText ?? '');
  }

  entries(): Promise<MenuEntry[]> {
    return this.#app.evaluate(() =>
      ((globalThis as Watching).trayMenu?.items ?? [])
        .filter(({ type }) => type !== 'separator')
        .map(({ label, enabled }) => ({ label, enabled })),
    );
  }

  async choose(label: string): Promise<void> {
    await this.#app.evaluate((_electron, wanted) => {
      const found = (globalThis as Watching).trayMenu?.items.find((item) => item.label === wanted);
      if (found === undefined) throw new Error(`the tray offers no ${wanted}`);
      // After the answer to this call: what is chosen may end the application.
      setTimeout(() => found.click());
    }, label);
  }
}
