/**
 * The stand-in for Electron's executable, in the order in which the real one comes to life. It takes the same
 * command line and prints the same two lines that Playwright waits for.
 */
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { announceReady, app } from './api/app.ts';
import { contentsOfPage, openPages } from './api/browser-window.ts';
import { WebContentsStandIn } from './api/web-contents.ts';
import { audit, traceOf } from './audit.ts';
import { watchTargets } from './browser-events.ts';
import { Chromium } from './chromium.ts';
import { ELECTRON_VERSION, electronModule } from './electron-module.ts';
import { provideElectron } from './module-hooks.ts';
import { watchRequests } from './page-requests.ts';
import { runtime } from './runtime.ts';

const { launch, folder, manifest } = runtime;

process.on('uncaughtException', (error) => audit('uncaught-error', traceOf(error)));
process.on('unhandledRejection', (reason) => audit('uncaught-error', traceOf(reason)));
process.on('SIGTERM', () => app.quit());
process.on('SIGINT', () => app.quit());

const define = (name: string, value: unknown): unknown =>
  Object.defineProperty(process, name, { value, configurable: true, writable: true });
define('versions', { ...process.versions, electron: ELECTRON_VERSION });
define('type', 'browser');
define('defaultApp', true);
define('resourcesPath', join(folder, 'resources'));
define('exit', (code?: number) => app.exit(code));
// As the real one has it: the program, then what it was given.
process.argv.splice(0, 2, join(import.meta.dirname, 'electron'));

provideElectron(electronModule);
if (launch.inspectPort !== null) inspector.open(launch.inspectPort, '127.0.0.1');
const requireHere = createRequire(import.meta.url);
for (const file of launch.preloads) requireHere(resolve(file));

await import(pathToFileURL(join(folder, manifest.main)).href);

const chromium = Chromium.start({
  profile: join(app.getPath('userData'), 'Chromium'),
  devToolsPort: launch.devToolsPort,
  sandbox: launch.sandbox,
  switches: runtime.switches,
});
runtime.chromium = chromium;
const popups = new Set<string>();
await watchTargets(chromium, {
  pages: openPages,
  popup: (targetId, opener, url) => {
    popups.add(targetId);
    const contents = opener === null ? null : contentsOfPage(opener);
    if (contents !== null) WebContentsStandIn.popup(contents, url);
    else audit('popup', url, 'closed');
  },
});
await watchRequests(chromium, {
  handler: (scheme) => runtime.protocols.get(scheme),
  mayNavigate: (frameId, url, redirected) => {
    const page = openPages().find(({ targetId }) => targetId === frameId);
    const contents = page === undefined ? null : contentsOfPage(page);
    // A frame inside of a page; or a page that the application did not open, which loads nothing at all.
    if (page === undefined || contents === null) return !popups.has(frameId);
    // Everything else than what the application loads is the page's wish: Chromium tells who wished it too late.
    if (!redirected && page.takeOrdered(url)) return true;
    return WebContentsStandIn.mayNavigate(contents, url, redirected);
  },
});
announceReady();
