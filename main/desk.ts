import { join } from 'node:path';
import { app } from 'electron';
import { handleCalls } from './ipc/handle.ts';
import { createHandlers } from './ipc/handlers.ts';
import { applyTheme } from './native/appearance.ts';
import { Busy } from './native/busy.ts';
import { Files } from './native/files.ts';
import { guardPermissions } from './native/guard.ts';
import { Journals } from './native/journal.ts';
import type { LaunchOptions } from './native/launch-options.ts';
import { Lifecycle } from './native/lifecycle.ts';
import type { LinkDesk } from './native/links.ts';
import { openLog } from './native/log.ts';
import { setMenu } from './native/menu.ts';
import { MenuLinks } from './native/menu-links.ts';
import { Notifications } from './native/notifications.ts';
import { servePages } from './native/page-scheme.ts';
import { policyPlaces, together } from './native/policy-places.ts';
import { readPolicy } from './native/policy.ts';
import { watchPower } from './native/power.ts';
import { Server } from './native/server.ts';
import { Settings } from './native/settings.ts';
import { DeskTray } from './native/tray.ts';
import { Updater } from './native/updater.ts';
import { systemCipher } from './native/system-cipher.ts';
import { Vault } from './native/vault.ts';
import { DeskWindow } from './native/window.ts';
import { wordsIn } from './native/words.ts';

/** Builds the desktop from its parts and opens its window. The application is ready. */
export function openDesk(launch: LaunchOptions, links: LinkDesk): void {
  const folder = app.getPath('userData');
  const forDevelopers = !app.isPackaged;
  const log = openLog(join(folder, 'logs'));
  const policy = policyPlaces(process.platform, process.resourcesPath, launch.policyPath)
    .map((place) =>
      readPolicy(place, (reason) =>
        log.error(`the administrator's policy in ${place} cannot be used as it is: ${reason}`),
      ),
    )
    .reduce(together);
  const language = launch.language ?? policy.language;
  const settings = new Settings(
    folder,
    (message) => log.error(message),
    language === null ? {} : { language: JSON.stringify(language) },
  );
  const server = new Server(settings, policy, launch.serverAddress);
  const words = () => wordsIn(settings.pageValue('language'));
  const busy = new Busy();
  const lifecycle = new Lifecycle(busy);
  let tray: DeskTray | null = null;

  const window = new DeskWindow({
    settings,
    log,
    forDevelopers,
    contentProtection: policy.contentProtection,
    staysOnClose: () => !lifecycle.isEnding && tray !== null && settings.pageValue('closeToTray') === true,
  });
  const show = (): void => window.show();
  const updater = new Updater({
    feed: policy.updateFeed,
    packaged: app.isPackaged,
    devConfig: launch.updateConfig,
    busy,
    log,
    onChanged: (state) => window.send('updates.changed', state),
  });
  const dressShell = (): void => {
    applyTheme(settings.pageValue('theme'));
    setMenu({
      words: words(),
      forDevelopers,
      print: () => void window.print(),
      zoom: (step) => window.zoom(step),
    });
    tray?.refresh();
  };

  const menuLinks = new MenuLinks();
  handleCalls(
    createHandlers({
      settings,
      onSetting: (key) => (key === 'language' || key === 'theme' ? dressShell() : undefined),
      server,
      policy,
      vault: new Vault(join(folder, 'vault.json'), systemCipher),
      journals: new Journals(join(folder, 'journal'), (message) => log.error(message)),
      files: new Files({
        window: () => window.current,
        words,
        lastFolder: () => settings.get('lastFolder') ?? null,
        rememberFolder: (lastFolder) => settings.set({ lastFolder }),
        whole: (work) => busy.during(work),
        log: (message) => log.warn(message),
      }),
      notifications: new Notifications((target) => {
        show();
        links.put(target);
      }),
      links,
      menuLinks,
      tray: () => tray,
      window,
      updater,
      busy,
      log,
    }),
    { window: () => window.current, log },
  );

  guardPermissions((message) => log.warn(message));
  servePages(join(import.meta.dirname, '..', 'renderer'), {
    serverAddress: () => server.address,
    log: (message) => log.info(message),
    watch: menuLinks.watching,
  });
  tray = DeskTray.open({ words, show, quit: () => app.quit() });
  dressShell();
  links.onArrived(() => window.send('links.arrived'));
  watchPower(() => window.send('power.resumed'));
  lifecycle.onWanted((args) => {
    links.putArguments(args);
    show();
  });
  // Hidden where there is something to bring it back with; else it would run where nobody sees it.
  if (launch.hidden && tray !== null) window.openHidden();
  else show();
  void updater.start();
}
