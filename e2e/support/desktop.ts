import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';
import { isFault, type AuditLine } from '../standin/audit.ts';
import { NativeMenu, TrayIcon } from './desktop-menus.ts';
import { SystemDialogs, SystemNotifications } from './system-services.ts';
import { findRuntime, standInFolder, type Runtime } from './runtime.ts';
import { expect, test as base } from './test.ts';

export { expect } from './test.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MOST_MS_TO_END = 20_000;

export interface StartOptions {
  /** What stands behind the application in the command line, such as a link. */
  args?: string[];
  /** Proposed to somebody who has not chosen a server; absent: nobody proposes one. */
  server?: string;
  env?: Record<string, string>;
}

/** One machine with the desktop application on it: its folder outlives every start. */
export class Machine {
  readonly runtime: Exclude<Runtime, { kind: 'none' }>;
  /** Settings, vault, journal, logs and the browser's storage of this machine. */
  readonly folder: string;
  readonly #audit: string;
  #app: ElectronApplication | null = null;
  #page: Page | null = null;
  #options: StartOptions = {};

  constructor(runtime: Exclude<Runtime, { kind: 'none' }>, folder: string) {
    this.runtime = runtime;
    this.folder = folder;
    this.#audit = `${folder}.audit.jsonl`;
  }

  get app(): ElectronApplication {
    if (this.#app === null) throw new Error('the application does not run');
    return this.#app;
  }
  get page(): Page {
    if (this.#page === null) throw new Error('the application does not run');
    return this.#page;
  }
  get dialogs(): SystemDialogs {
    return new SystemDialogs(this.app);
  }
  get notifications(): SystemNotifications {
    return new SystemNotifications(this.app);
  }
  get menu(): NativeMenu {
    return new NativeMenu(this.app);
  }
  get tray(): TrayIcon {
    return new TrayIcon(this.app);
  }

  /** The exit code of the main process, once it has ended by itself. */
  async ended(): Promise<number | null> {
    const main = this.app.process();
    if (main.exitCode === null && main.signalCode === null) await once(main, 'exit');
    this.#app = null;
    return main.exitCode;
  }

  /** Starts the application as built and waits for its page. */
  async start(options: StartOptions = this.#options): Promise<Page> {
    this.#options = options;
    // Electron's own package looks here where no runtime is installed; Playwright asks that package.
    if (this.runtime.kind === 'stand-in') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder();
    this.#app = await _electron.launch({
      args: [ROOT, ...(options.args ?? [])],
      // The page sees the theme of the application, not Playwright's.
      colorScheme: null,
      env: this.#environment(),
      timeout: 60_000,
    });
    this.#page = await this.#app.firstWindow();
    await this.#page.waitForURL(/index\.html/);
    return this.#page;
  }

  /** Ends it as a person does, and starts it again. */
  async restart(options: StartOptions = this.#options): Promise<Page> {
    await this.app.close();
    this.#app = null;
    return this.start(options);
  }

  /** Kills the main process as a power cut would, and waits until it is gone. */
  async killMain(): Promise<void> {
    const main = this.app.process();
    const gone = main.exitCode === null && main.signalCode === null ? once(main, 'exit') : Promise.resolve();
    main.kill('SIGKILL');
    await gone;
    this.#app = null;
  }

  /** Kills the process that draws the window, and waits until the application has noticed; it goes on. */
  async killWindow(): Promise<void> {
    await this.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const pid = contents?.getOSProcessId() ?? 0;
      if (pid <= 0) throw new Error('the window has no process');
      const gone = new Promise((resolve) => contents?.once('render-process-gone', resolve));
      process.kill(pid, 'SIGKILL');
      await gone;
    });
  }

  /** What the page shows, asked through the main process: a page that was killed is lost to Playwright. */
  async textOfWindow(): Promise<string> {
    return this.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return String((await contents?.executeJavaScript(`document.body?.innerText ?? ''`)) ?? '');
    });
  }

  /** Starts the application once more beside the running one; resolves with the exit code of that start. */
  async startSecond(args: string[] = []): Promise<number | null> {
    const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
    const second = spawn(this.runtime.executable, [...sandbox, ROOT, ...args], {
      env: this.#environment(),
      stdio: 'ignore',
    });
    const limit = setTimeout(() => second.kill('SIGKILL'), 30_000);
    const [code] = (await once(second, 'exit')) as [number | null];
    clearTimeout(limit);
    return code;
  }

  /** What the stand-in found at fault; nothing on the real runtime, which throws or shows it. */
  faults(): AuditLine[] {
    return this.audit().filter(isFault);
  }
  /** For specs that provoke faults, after they have looked at them. */
  forgetFaults(): void {
    writeFileSync(this.#audit, '');
  }
  audit(): AuditLine[] {
    if (!existsSync(this.#audit)) return [];
    const lines = readFileSync(this.#audit, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as AuditLine);
  }

  async dispose(): Promise<void> {
    await this.#end();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    await rm(this.#audit, { force: true });
  }

  /** A page that hangs must not keep the run waiting: what does not end by itself is killed. */
  async #end(): Promise<void> {
    const app = this.#app;
    if (app === null) return;
    this.#app = null;
    const limit = setTimeout(() => app.process().kill('SIGKILL'), MOST_MS_TO_END);
    await app.close().catch(() => undefined);
    clearTimeout(limit);
  }

  #environment(): Record<string, string> {
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return {
      ...Object.fromEntries(inherited),
      CHANNELDESK_USER_DATA: this.folder,
      STANDIN_AUDIT: this.#audit,
      // Where the application proposes to save: never the home of whoever runs the specs.
      HOME: this.folder,
      TZ: 'Asia/Shanghai',
      ...(this.#options.server === undefined ? {} : { CHANNELDESK_SERVER: this.#options.server }),
      ...this.#options.env,
    };
  }
}

interface DesktopFixtures {
  machine: Machine;
}
interface DesktopWorkerFixtures {
  runtime: Runtime;
}

export const test = base.extend<DesktopFixtures, DesktopWorkerFixtures>({
  runtime: [
    async ({}, use) => {
      const runtime = findRuntime();
      console.log(`desktop specs: ${runtime.kind === 'none' ? runtime.reason : `on ${runtime.described}`}`);
      await use(runtime);
    },
    { scope: 'worker' },
  ],
  machine: async ({ runtime }, use, testInfo) => {
    test.skip(runtime.kind === 'none', runtime.kind === 'none' ? runtime.reason : '');
    if (runtime.kind === 'none') return;
    testInfo.annotations.push({ type: 'runtime', description: runtime.described });
    for (const part of ['main/index.js', 'preload/index.cjs', 'renderer/index.html'])
      if (!existsSync(join(ROOT, 'dist', part))) throw new Error(`dist/${part} is missing: npm run build`);
    const machine = new Machine(runtime, await mkdtemp(join(tmpdir(), 'channeldesk-desktop-')));
    await use(machine);
    const faults = machine.faults();
    await attachTraces(machine, testInfo);
    await machine.dispose();
    if (testInfo.status === 'passed') expect(faults, 'faults that the stand-in has recorded').toEqual([]);
  },
});

/** Of a spec that failed: what the stand-in saw, and what the application wrote into its log. */
async function attachTraces(machine: Machine, testInfo: TestInfo): Promise<void> {
  if (testInfo.status === 'passed') return;
  const audit = machine.audit().map((line) => JSON.stringify(line));
  await testInfo.attach('stand-in', { body: audit.join('\n'), contentType: 'text/plain' });
  const log = join(machine.folder, 'logs', 'main.log');
  if (existsSync(log)) await testInfo.attach('main.log', { path: log, contentType: 'text/plain' });
}
