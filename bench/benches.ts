import type { Bench } from './bench.ts';
import { demoFiles } from './figures/demo-files.ts';
import { exportWorkbooks } from './figures/export.ts';
import { feedIntake } from './figures/feed-intake.ts';
import { firstDownload } from './figures/first-download.ts';
import { lists } from './figures/lists.ts';
import { pulls } from './figures/pull.ts';
import { reopen } from './figures/reopen.ts';

/** In the order in which they run: stores and caches that an earlier one has filled serve the later ones. */
export const BENCHES: readonly Bench[] = [
  demoFiles,
  feedIntake,
  pulls,
  exportWorkbooks,
  firstDownload(20_000, 3),
  firstDownload(50_000, 3),
  reopen(50_000),
  lists(50_000),
];
