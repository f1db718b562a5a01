import { median } from '../statistics.ts';
import type { TimedText } from './api.ts';

/**
 * The middle of three times, so that what else the machine was doing in that moment does not count. `prepare` is not
 * timed.
 */
export function timed<T>(
  what: string,
  prepare: () => T,
  work: (prepared: T) => { length: number },
): TimedText {
  const times: number[] = [];
  let found = 0;
  for (let i = 0; i < 3; i++) {
    const prepared = prepare();
    const began = performance.now();
    found = work(prepared).length;
    times.push(performance.now() - began);
  }
  return { what, ms: median(times), found };
}
