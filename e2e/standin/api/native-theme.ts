import { EventEmitter } from 'node:events';
import type { NativeTheme } from 'electron';
import { seal } from '../seal.ts';
import type { WindowPage } from '../window-page.ts';

const pages = new Set<WeakRef<WindowPage>>();

/** The system of the stand-in is light. */
class NativeThemeStandIn
  extends EventEmitter
  implements Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>
{
  #source: NativeTheme['themeSource'] = 'system';

  get themeSource(): NativeTheme['themeSource'] {
    return this.#source;
  }
  set themeSource(source: NativeTheme['themeSource']) {
    const was = this.shouldUseDarkColors;
    this.#source = source;
    if (was === this.shouldUseDarkColors) return;
    for (const page of pages) paint(page.deref(), this.shouldUseDarkColors);
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

const raw = new NativeThemeStandIn();
export const nativeTheme = seal(raw, 'NativeTheme');

/** Pages see the theme as the system's preference. */
export function applyTo(page: WindowPage): void {
  pages.add(new WeakRef(page));
  paint(page, raw.shouldUseDarkColors);
}

function paint(page: WindowPage | undefined, dark: boolean): void {
  void page
    ?.inTurn((session) =>
      session.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
      }),
    )
    .catch(() => undefined);
}
