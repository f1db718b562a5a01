import type { Bench } from './bench.ts';
import { appStart } from './figures/app-start.ts';
import { appWork } from './figures/app-work.ts';
import { demoFiles } from './figures/demo-files.ts';
import { exportWorkbooks } from './figures/export.ts';
import { feedIntake } from './figures/feed-intake.ts';
import { firstDownload } from './figures/first-download.ts';
import { divisionScale } from './figures/division-scale.ts';
import { edits } from './figures/edits.ts';
import { lists } from './figures/lists.ts';
import { pulls } from './figures/pull.ts';
import { reopen } from './figures/reopen.ts';
import { scale, scaleOfTwo } from './figures/scale.ts';
import { sealedCommits } from './figures/sealed-commits.ts';
import { sizes } from './figures/sizes.ts';

/**
 * In the order in which they run: stores and caches that an earlier one has filled serve the later ones.
 * @param most customers of the largest set, which is what a team carries
 */
export const benchesFor = (most: number): readonly Bench[] => [
  demoFiles,
  feedIntake,
  pulls,
  sealedCommits,
  exportWorkbooks,
  ...(most > 20_000 ? [firstDownload(20_000, 3)] : []),
  firstDownload(most, 2),
  edits(Math.min(most, 20_000)),
  reopen(most),
  lists(most),
  appStart(Math.min(most, 20_000)),
  appWork(most),
  sizes(Math.min(most, 20_000)),
];

/** `--scale`: a server with many at once, which takes minutes of its own. */
export const scaleBenchesFor = (most: number, subscriptions: number): readonly Bench[] => [
  scale(Math.min(most, 20_000)),
  scaleOfTwo(Math.min(most, 20_000)),
  divisionScale(subscriptions),
];
