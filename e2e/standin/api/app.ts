import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { audit, notImplemented } from '../audit.ts';
import { runtime } from '../runtime.ts';
import { seal } from '../seal.ts';
import { InstanceLock } from '../instance-lock.ts';
import { appLink } from './app-link.ts';
import { preventable } from './event.ts';
import { closeAllWindows, destroyAllWindows } from './browser-window.ts';

const realExit = process.exit.bind(process);

class CommandLineStandIn {
  appendSwitch(name: string, value = ''): void {
    runtime.switches.set(name, value);
  }
  hasSwitch(name: string): boolean {
    return runtime.switches.has(name);
  }
  getSwitchValue(name: string): string {
    return runtime.switches.get(name) ?? '';
  }
}

class AppStandIn
  extends EventEmitter
  implements
    Pick<
      App,
      | 'commandLine'
      | 'isPackaged'
      | 'exit'
      | 'focus'
      | 'getAppPath'
      | 'getName'
      | 'getPath'
      | 'getVersion'
      | 'isReady'
      | 'quit'
      | 'requestSingleInstanceLock'
      | 'setPath'
      | 'whenReady'
    >
{
  readonly commandLine = seal(new CommandLineStandIn(), 'CommandLine') as App['commandLine'];
  readonly isPackaged = false;
  readonly #paths = new Map<string, string>();
  readonly #ready: Promise<void>;
  #settleReady: () => void = () => undefined;
  #isReady = false;
  #state: 'running' | 'quitting' | 'ended' = 'running';

  constructor() {
    super();
    this.#ready = new Promise((resolve) => (this.#settleReady = resolve));
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }
  isReady(): boolean {
    return this.#isReady;
  }
  getName(): string {
    return runtime.manifest.name;
  }
  getVersion(): string {
    return runtime.manifest.version;
  }
  getAppPath(): string {
    return runtime.folder;
  }
  focus(): void {
    audit('lifecycle', 'focus');
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    const set = this.#paths.get(name);
    if (set !== undefined) return set;
    switch (name) {
      case 'home':
        return homedir();
      case 'documents':
        return join(homedir(), 'Documents');
      case 'temp':
        return tmpdir();
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
      case 'userData':
        return join(this.getPath('appData'), runtime.manifest.name);
      default:
        return notImplemented(`app.getPath('${name}')`);
    }
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
    if (name === 'userData') mkdirSync(path, { recursive: true });
  }

  requestSingleInstanceLock(): boolean {
    return InstanceLock.take(join(this.getPath('userData'), 'standin-lock'), (argv, cwd) =>
      this.emit('second-instance', preventable({}), argv, cwd, {}),
    );
  }

  /** Not Electron's, but reached through `announceReady` below. */
  static ready(app: AppStandIn): void {
    app.#isReady = true;
    app.emit('ready', preventable({}), {});
    app.#settleReady();
  }

  static isQuitting(app: AppStandIn): boolean {
    return app.#state !== 'running';
  }

  quit(): void {
    if (this.#state !== 'running') return;
    const wish = preventable({});
    this.emit('before-quit', wish);
    if (wish.defaultPrevented) return;
    this.#state = 'quitting';
    if (!this.#isReady) return this.#end(0);
    void closeAllWindows().then((allClosed) => {
      if (this.#state === 'ended') return;
      if (!allClosed) {
        this.#state = 'running';
        return;
      }
      const last = preventable({});
      this.emit('will-quit', last);
      if (last.defaultPrevented) this.#state = 'running';
      else this.#end(0);
    });
  }

  exit(code = 0): void {
    destroyAllWindows();
    this.#end(code);
  }

  #end(code: number): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.emit('quit', preventable({}), code);
    audit('lifecycle', 'quit', code);
    void (runtime.chromium?.end() ?? Promise.resolve()).then(() => realExit(code));
  }
}

const raw = new AppStandIn();
export const app = seal(raw, 'App');
export const announceReady = (): void => AppStandIn.ready(raw);
appLink.isQuitting = () => AppStandIn.isQuitting(raw);
appLink.tell = (event, ...args) => raw.emit(event, ...args);
