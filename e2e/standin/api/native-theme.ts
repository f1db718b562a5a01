import { EventEmitter } from 'node:events';
import type { NativeTheme } from 'electron';
import { seal } from '../seal.ts';
import type { WindowPage } from '../window-page.ts';

const pages = new Set<WindowPage>();

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
    for (const page of pages) paint(page, this.shouldUseDarkColors);
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
  pages.add(page);
  paint(page, raw.shouldUseDarkColors);
}

/** A window that is closed is painted no more. */
export const forgetPage = (page: WindowPage): boolean => pages.delete(page);

function paint(page: WindowPage, dark: boolean): void {
  page.order((session) =>
    session.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
    }),
  );
}
