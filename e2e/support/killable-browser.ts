import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../scripts/find-browser.mjs';

/**
 * A Chromium that is started by hand, so that it can be killed by hand: SIGKILL to every process of it at once, as
 * a power cut would. Its profile outlives it.
 */
export class KillableBrowser {
  readonly profile: string;
  #process: ChildProcess | null = null;

  private constructor(profile: string) {
    this.profile = profile;
  }

  /** @param profile an empty folder of somebody else's choice, who also takes it away */
  static async create(profile?: string): Promise<KillableBrowser> {
    return new KillableBrowser(profile ?? (await mkdtemp(join(tmpdir(), 'channeldesk-kill-'))));
  }

  /** Starts it and answers with its first page. */
  async start(): Promise<Page> {
    const child = spawn(
      findBrowser() ?? 'chromium',
      [
        '--headless',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.profile}`,
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-breakpad',
        '--lang=zh-CN',
        '--accept-lang=zh-CN',
        '--window-size=1440,900',
        'about:blank',
      ],
      {
        detached: true,
        env: { ...process.env, TZ: 'Asia/Shanghai', LANGUAGE: 'zh_CN' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    this.#process = child;
    const browser = await chromium.connectOverCDP(await endpointOf(child));
    const context = browser.contexts()[0]!;
    return context.pages()[0] ?? (await context.newPage());
  }

  /** SIGKILL; resolves when nothing of it is left. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function endpointOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the browser does not start:\n${said}`)), 60_000);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < 20_000) said += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(limit);
      resolve(found);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the browser ended with ${code}:\n${said}`));
    });
  });
}
