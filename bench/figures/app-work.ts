import type { CDPSession, Page } from '@playwright/test';
import type { Bench } from '../bench.ts';
import type { Figure } from '../figure.ts';
import { listOf, rowsOf, signedInApp } from '../stage/app.ts';
import type { SignedInApp } from '../stage/app.ts';
import { note } from '../stage/stage.ts';
import { median, quantile, thousands } from '../statistics.ts';
import { heapOf } from './heap.ts';
import { cacheOf } from './reopen.ts';

const SCROLL_STEPS = 200;
/** What a notch of a wheel moves: some four rows. */
const NOTCH = 120;
/** Of a frame of 16 ms, what is left beside painting. */
const MOST_PER_STEP_MS = 8;
const MOST_REDRAW_MS = 100;
const MOST_HEAP_MIB = 400;
const REDRAWS = 24;
const MIB = 2 ** 20;

/** The product's own list and workbench with everybody in them. */
export const appWork = (customers: number): Bench => {
  const size = thousands(customers);
  const names = [
    `scroll_step_${size}_ms`,
    `scroll_step_${size}_p95_ms`,
    `chart_redraw_${size}_p95_ms`,
    `heap_${size}_mib`,
  ] as const;
  return {
    names,
    run: async (stage) => {
      const app = await signedInApp(stage, await cacheOf(stage, customers));
      const steps = await inApp(app, scrollSteps);
      const redraws = await inApp(app, chartRedraws);
      const heap = await inApp(app, heapAfterWork);
      const figures: Figure[] = [
        { name: names[0], value: median(steps), most: MOST_PER_STEP_MS },
        { name: names[1], value: quantile(steps, 0.95) },
        { name: names[2], value: quantile(redraws, 0.95), most: MOST_REDRAW_MS },
        { name: names[3], value: heap / MIB, most: MOST_HEAP_MIB },
      ];
      return figures;
    },
  };
};

async function inApp<T>(app: SignedInApp, work: (page: Page, url: string) => Promise<T>): Promise<T> {
  const browser = await app.start();
  try {
    const page = await browser.emptyPage();
    await page.addInitScript(watchCanvases);
    await page.goto(listOf(app.url));
    await rowsOf(page).first().waitFor();
    // What a start still has to do must not count as work of the list.
    await page.waitForTimeout(3000);
    return await work(page, app.url);
  } finally {
    await browser.close();
  }
}

/** Milliseconds of the page's own thread for scripts, styles and layout, per notch of the wheel. */
async function scrollSteps(page: Page): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  // Thread time: waiting for a turn on a busy machine is none of the list's doing.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const box = await page.getByRole('grid').boundingBox();
  if (box === null) throw new Error('there is no list');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const steps: number[] = [];
  let before = await workSoFar(session);
  for (let step = 0; step < SCROLL_STEPS; step++) {
    // Small steps, and now and then a flight past hundreds of rows.
    await page.mouse.wheel(0, step % 20 === 19 ? 100 * NOTCH : NOTCH);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
    const now = await workSoFar(session);
    steps.push(now - before);
    before = now;
  }
  const top = await page.getByRole('grid').evaluate((grid) => grid.scrollTop);
  if (top < SCROLL_STEPS * NOTCH) throw new Error(`the list moved by ${top} pixels only`);
  note(`scrolled ${top} pixels, longest step ${Math.max(...steps).toFixed(1)} ms`);
  return steps;
}

const WORK: ReadonlySet<string> = new Set(['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);

async function workSoFar(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.reduce((sum, { name, value }) => (WORK.has(name) ? sum + value * 1000 : sum), 0);
}

/**
 * From a choice of another month on the workbench, which counts everybody for every figure and chart, to the last
 * stroke of ECharts on its canvas.
 */
async function chartRedraws(page: Page, url: string): Promise<number[]> {
  await page.goto(`${url}/#/workbench`);
  await page.locator('canvas').first().waitFor();
  await page.waitForTimeout(1000);
  const redraws: number[] = [];
  for (let i = 0; i < REDRAWS; i++) {
    // Never the month that is shown already: nothing would be drawn.
    const month = `2026-0${9 - (i % 6)}`;
    redraws.push(
      await page.evaluate(async (chosen) => {
        const began = performance.now();
        window.lastStroke = 0;
        location.hash = `#/workbench?month=${chosen}`;
        // The chart is drawn when a stroke came and then nothing for a while.
        while (window.lastStroke === 0 || performance.now() - window.lastStroke < 150) {
          if (performance.now() - began > 10_000) throw new Error(`nothing was drawn for ${chosen}`);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return window.lastStroke - began;
      }, month),
    );
  }
  note(`redraws: ${redraws.map((ms) => ms.toFixed(0)).join(' ')} ms`);
  return redraws;
}

declare global {
  interface Window {
    /** When something was drawn on a canvas last. */
    lastStroke: number;
  }
}

/** Runs in the page before everything else. */
function watchCanvases(): void {
  const strokes = CanvasRenderingContext2D.prototype;
  for (const name of ['fill', 'fillRect', 'fillText', 'clearRect', 'stroke'] as const) {
    const draw = strokes[name] as (...values: unknown[]) => unknown;
    Object.defineProperty(strokes, name, {
      configurable: true,
      writable: true,
      value(this: CanvasRenderingContext2D, ...values: unknown[]): unknown {
        const drawn = draw.apply(this, values);
        window.lastStroke = performance.now();
        return drawn;
      },
    });
  }
}

/** Bytes that live after a person has sorted, searched and looked at the workbench. */
async function heapAfterWork(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/#/workbench`);
  await page.locator('canvas').first().waitFor();
  await page.goto(listOf(url));
  await rowsOf(page).first().waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('huang', { delay: 50 });
  await page.keyboard.press('Escape');
  await page.waitForTimeout(1000);
  return heapOf(page);
}
