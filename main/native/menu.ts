import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

export interface MenuParts {
  words: Words;
  /** Reload and developer tools exist in a checkout only. */
  forDevelopers: boolean;
  print(): void;
  zoom(step: 'in' | 'out' | 'reset'): void;
}

/** The native menu. On Windows and Linux nobody sees it, but its keys work. */
export function setMenu(parts: MenuParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts, process.platform === 'darwin')));
}

function menuTemplate({ words, forDevelopers, print, zoom }: MenuParts, mac: boolean) {
  const { menu } = words;
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const template: MenuItemConstructorOptions[] = [
    {
      label: menu.file,
      submenu: [
        { label: menu.print, accelerator: 'CmdOrCtrl+P', click: print },
        ...(mac ? [] : [separator, { label: menu.quit, accelerator: 'Ctrl+Q', click: () => app.quit() }]),
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        separator,
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { label: menu.zoomIn, accelerator: 'CmdOrCtrl+=', click: () => zoom('in') },
        // The key with the plus sign, and the one on the number pad.
        { label: menu.zoomIn, accelerator: 'CmdOrCtrl+Plus', visible: false, click: () => zoom('in') },
        { label: menu.zoomIn, accelerator: 'CmdOrCtrl+numadd', visible: false, click: () => zoom('in') },
        { label: menu.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => zoom('out') },
        { label: menu.zoomOut, accelerator: 'CmdOrCtrl+numsub', visible: false, click: () => zoom('out') },
        { label: menu.zoomReset, accelerator: 'CmdOrCtrl+0', click: () => zoom('reset') },
        separator,
        { role: 'togglefullscreen', label: menu.fullScreen },
        ...(forDevelopers
          ? [
              separator,
              { role: 'reload' as const, label: menu.reload },
              { role: 'toggleDevTools' as const, label: menu.devTools },
            ]
          : []),
      ],
    },
    {
      label: menu.window,
      submenu: [
        { role: 'minimize', label: menu.minimize },
        { role: 'close', label: menu.close },
      ],
    },
  ];
  return mac ? [applicationMenu(words), ...template] : template;
}

const applicationMenu = ({ productName, menu }: Words): MenuItemConstructorOptions => ({
  label: productName,
  submenu: [
    { role: 'about', label: menu.about },
    { type: 'separator' },
    { role: 'hide', label: menu.hide },
    { role: 'hideOthers', label: menu.hideOthers },
    { role: 'unhide', label: menu.showAll },
    { type: 'separator' },
    { role: 'quit', label: menu.quit },
  ],
});
