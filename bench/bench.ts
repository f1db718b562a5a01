import type { Figure } from './figure.ts';
import type { Stage } from './stage/stage.ts';

/** Figures that are measured together. */
export interface Bench {
  /** All that `run` returns, so that `--only` knows without running. */
  names: readonly string[];
  run(stage: Stage): Promise<Figure[]>;
}
