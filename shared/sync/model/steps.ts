import type { Chance } from '../../lib/chance.ts';

/** How often each thing happens, of all that may happen next. Histories with the real code share these names. */
export const WEIGHTS = {
  // People.
  write: 14,
  drop: 3,
  // The engines of the clients.
  pull: 22,
  push: 12,
  checkpoint: 10,
  // The network.
  deliver: 40,
  lose: 4,
  double: 6,
  giveUp: 5,
  // Clients that break.
  crash: 2,
  secondWindow: 2,
  flush: 6,
  loseStorage: 0.4,
  goBack: 0.3,
  rot: 1.5,
  fill: 0.7,
  room: 2,
  wipe: 0.4,
  changePerson: 0.4,
  // Everybody else who writes on the server.
  change: 12,
  begin: 4,
  commit: 5,
  rollback: 1,
  membership: 2,
  purge: 1.5,
  truncate: 0.3,
  backup: 1.2,
  restore: 0.25,
  restoreUnannounced: 0.15,
  restoreWithoutMark: 0.15,
} as const;

export type Step = keyof typeof WEIGHTS;

export const drawStep = (chance: Chance): Step => chance.weighted<Step>(WEIGHTS);
