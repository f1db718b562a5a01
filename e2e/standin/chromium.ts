import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { audit } from './audit.ts';
import { CdpConnection } from './cdp.ts';

/** The screen of the stand-in; `screen` tells the application the same. */
export const SCREEN = { width: 1920, height: 1080 };
const END_MS = 10_000;

export interface ChromiumOptions {
  profile: string;
  devToolsPort: number | null;
  sandbox: boolean;
  /** What the application added by `app.commandLine`: name → value. */
  switches: ReadonlyMap<string, string>;
}

/** Decided by the stand-in, whatever the application says. */
const OWN_SWITCHES = new Set(['remote-debugging-port', 'user-data-dir', 'headless', 'password-store']);

/** The Chromium that the windows are pages of. It does not outlive this process, nor this process it. */
export class Chromium {
  readonly cdp: CdpConnection;
  readonly #process: ChildProcess;
  #ending = false;

  private constructor(child: ChildProcess) {
    this.#process = child;
    this.cdp = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
    child.stderr?.on('data', (chunk: Buffer) => passOn(chunk.toString()));
    child.on('exit', (code, signal) => {
      if (this.#ending) return;
      audit('uncaught-error', 'Chromium ended by itself', { code, signal });
      process.kill(process.pid, 'SIGKILL');
    });
  }

  static start({ profile, devToolsPort, sandbox, switches }: ChromiumOptions): Chromium {
    const browser = findBrowser();
    if (browser === undefined) throw new Error('no Chromium on this machine');
    mkdirSync(profile, { recursive: true });
    const own = [
      '--headless',
      '--no-startup-window',
      '--disable-gpu',
      '--no-first-run',
      '--remote-debugging-pipe',
      ...(devToolsPort === null ? [] : [`--remote-debugging-port=${devToolsPort}`]),
      ...(sandbox ? [] : ['--no-sandbox']),
      `--user-data-dir=${profile}`,
      `--screen-info={${SCREEN.width}x${SCREEN.height}}`,
      '--password-store=basic',
    ];
    const added = [...switches]
      .filter(([name]) => !OWN_SWITCHES.has(name))
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
    // Chromium is told by the kernel when this process is killed; the pipe alone would do, a little later.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', browser, ...own, ...added], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    return new Chromium(child);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Ends it in order, so that its storage is written. */
  async end(): Promise<void> {
    this.#ending = true;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    const limit = setTimeout(() => this.#process.kill('SIGKILL'), END_MS);
    await this.cdp.root.send('Browser.close').catch(() => undefined);
    await exited;
    clearTimeout(limit);
  }
}

/** Playwright waits for one line of it; the rest is Chromium talking to itself. */
function passOn(text: string): void {
  const line = /^DevTools listening on ws:.*$/m.exec(text)?.[0];
  if (line !== undefined) process.stderr.write(`${line}\n`);
}
