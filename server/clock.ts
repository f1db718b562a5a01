import { type Clock, systemClock } from '../shared/lib/clock.ts';

/** The system's clock, or one that starts at the given moment and goes on from there. */
export function clockFrom(startsAt: string | null): Clock {
  if (startsAt === null) return systemClock;
  const ahead = Date.parse(startsAt) - Date.now();
  return { now: () => new Date(Date.now() + ahead) };
}
