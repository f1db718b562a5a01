import { powerMonitor } from 'electron';

/** Tells when the machine has slept: connections are dead then, and the day may be another one. */
export function watchPower(onResumed: () => void): void {
  powerMonitor.on('resume', onResumed);
}
