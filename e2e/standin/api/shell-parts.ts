import { EventEmitter } from 'node:events';
import type { Menu, MenuItemConstructorOptions, NotificationConstructorOptions } from 'electron';
import { audit, notImplemented } from '../audit.ts';
import { seal, sealClass } from '../seal.ts';

/** Notifications, tray and menus: as data, since nobody sees them. A spec clicks by `emit('click')` or `click()`. */
class NotificationStandIn extends EventEmitter {
  readonly title: string;
  readonly body: string;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    for (const name of Object.keys(options))
      if (name !== 'title' && name !== 'body') notImplemented(`the notification's option ${name}`);
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    audit('notification', this.title, this.body);
    this.emit('show', {});
  }
  close(): void {
    this.emit('close', {});
  }
}
export const NotificationClass = sealClass(NotificationStandIn, 'Notification');

class TrayStandIn extends EventEmitter {
  readonly #image: { isEmpty(): boolean };

  constructor(image: { isEmpty(): boolean }) {
    super();
    this.#image = image;
    if (this.#image.isEmpty()) throw new Error('Failed to create a tray from an empty image');
  }
  setToolTip(_text: string): void {}
  setContextMenu(_menu: Menu | null): void {}
}
export const TrayClass = sealClass(TrayStandIn, 'Tray');

class MenuItemStandIn {
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: MenuStandIn | undefined;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly click: () => void;

  constructor(options: MenuItemConstructorOptions) {
    this.label = options.label ?? '';
    this.role = options.role;
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator?.toString();
    this.submenu = Array.isArray(options.submenu)
      ? seal(menuOf(options.submenu), 'Menu')
      : (options.submenu as MenuStandIn | undefined);
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    const { click } = options;
    this.click = (): void => {
      if (click === undefined) notImplemented(`the menu's role ${this.role ?? 'none'}`);
      (click as () => void)();
    };
  }
}

let applicationMenu: MenuStandIn | null = null;

class MenuStandIn extends EventEmitter {
  readonly items: MenuItemStandIn[] = [];

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): MenuStandIn {
    return seal(menuOf(template), 'Menu');
  }
  static setApplicationMenu(menu: MenuStandIn | null): void {
    applicationMenu = menu;
  }
  static getApplicationMenu(): MenuStandIn | null {
    return applicationMenu;
  }
}

function menuOf(template: readonly MenuItemConstructorOptions[]): MenuStandIn {
  const menu = new MenuStandIn();
  for (const item of template) menu.items.push(seal(new MenuItemStandIn(item), 'MenuItem'));
  return menu;
}
export const MenuClass = sealClass(MenuStandIn, 'Menu');
