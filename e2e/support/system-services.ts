import type { ElectronApplication } from '@playwright/test';

interface DialogAnswers {
  /** Paths to save to; null: the person cancels. */
  save?: (string | null)[];
  open?: (string | null)[];
  /** Numbers of the buttons that are pressed. */
  message?: number[];
}

export interface AskedDialog {
  kind: 'save' | 'open' | 'message';
  options: { defaultPath?: string; message?: string; detail?: string; buttons?: string[] };
}

type Asking = typeof globalThis & { askedDialogs?: AskedDialog[] };

/** The system's dialogs, answered in the main process; the same way on the real runtime and on the stand-in. */
export class SystemDialogs {
  readonly #app: ElectronApplication;
  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  /** The next dialogs are answered so, in this order; one more stays open. */
  async answer(answers: DialogAnswers): Promise<void> {
    await this.#app.evaluate(({ dialog }, { save = [], open = [], message = [] }) => {
      const asked = ((globalThis as Asking).askedDialogs ??= []);
      const { showSaveDialog, showOpenDialog, showMessageBox } = dialog;
      const note = (kind: AskedDialog['kind'], args: unknown[]): unknown =>
        asked.push({ kind, options: args.at(-1) as AskedDialog['options'] });
      dialog.showSaveDialog = (...args: unknown[]) => {
        note('save', args);
        const path = save.shift();
        if (path === undefined) return Reflect.apply(showSaveDialog, dialog, args) as never;
        return Promise.resolve({ canceled: path === null, filePath: path ?? '' });
      };
      dialog.showOpenDialog = (...args: unknown[]) => {
        note('open', args);
        const path = open.shift();
        if (path === undefined) return Reflect.apply(showOpenDialog, dialog, args) as never;
        return Promise.resolve({ canceled: path === null, filePaths: path === null ? [] : [path] });
      };
      dialog.showMessageBox = (...args: unknown[]) => {
        note('message', args);
        const response = message.shift();
        if (response === undefined) return Reflect.apply(showMessageBox, dialog, args) as never;
        return Promise.resolve({ response, checkboxChecked: false });
      };
    }, answers);
  }

  asked(): Promise<AskedDialog[]> {
    return this.#app.evaluate(() => (globalThis as Asking).askedDialogs ?? []);
  }
}

interface Shown {
  title: string;
  body: string;
  emit(event: string): boolean;
}
type Showing = typeof globalThis & { shownNotifications?: Shown[] };

/** The system's notifications: what was shown, and a click on it. */
export class SystemNotifications {
  readonly #app: ElectronApplication;
  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  /** From now on they are remembered. */
  async watch(): Promise<void> {
    await this.#app.evaluate(({ Notification }) => {
      const shown = ((globalThis as Showing).shownNotifications ??= []);
      const prototype = Notification.prototype as unknown as Shown & { show(): void };
      const { show } = prototype;
      prototype.show = function remembered(this: Shown) {
        shown.push(this);
        show.call(this);
      };
    });
  }

  shown(): Promise<{ title: string; body: string }[]> {
    return this.#app.evaluate(() =>
      ((globalThis as Showing).shownNotifications ?? []).map(({ title, body }) => ({ title, body })),
    );
  }

  async click(title: string): Promise<void> {
    await this.#app.evaluate((_electron, wanted) => {
      const found = (globalThis as Showing).shownNotifications?.find((shown) => shown.title === wanted);
      if (found === undefined) throw new Error(`no notification ${wanted}`);
      found.emit('click');
    }, title);
  }
}
