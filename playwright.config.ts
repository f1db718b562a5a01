import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/find-browser.mjs';

const browser = findBrowser();
if (browser === undefined) {
  throw new Error('no Chromium on this machine: install Chromium or Chrome, or name one in CHROMIUM_PATH');
}
const results = join(import.meta.dirname, 'test-results');

/** The specs drive the browser edition on a real Chromium; each starts the server that it needs (port 0). */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // A run empties its folder first: what one of two runs has left about a failure outlives the other.
  outputDir: join(results, process.env['PLAYWRIGHT_FOLDER'] ?? 'playwright'),
  forbidOnly: process.env['CI'] !== undefined,
  // See docs/decisions/0028-second-try.md: in a whole run, and named at its end.
  retries: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? 0 : 1,
  // A spec waits for its browser, its server or its database more than it computes, so two cores carry two.
  workers: 2,
  // Long enough for a machine that is busy with other things; nothing here is about how long anything takes.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
  projects: [
    { name: 'browser', testIgnore: '**/desktop/**' },
    // The built main and preload scripts, on Electron or on its stand-in; see e2e/support/runtime.ts.
    { name: 'desktop', testMatch: '**/desktop/**/*.spec.ts' },
  ],
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    // A step that cannot be done is to say so itself, not to wait for the end of the whole walk.
    actionTimeout: 60_000,
    // Recording every step costs as much as the steps themselves: TRACE=1 where a failure is not understood.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
