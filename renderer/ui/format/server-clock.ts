/**
 * The server's clock as this machine last measured it. What is due, late or of today is so by that clock; the device's
 * may be wrong. Sample: the device is 5 minutes ahead → offset 300,000.
 */
let offsetMs = 0;
const listeners = new Set<() => void>();

export function setClockOffset(deviceAheadMs: number): void {
  if (deviceAheadMs === offsetMs) return;
  offsetMs = deviceAheadMs;
  for (const listener of [...listeners]) listener();
}

export const serverNow = (): Date => new Date(Date.now() - offsetMs);

export const clockOffset = {
  get: (): number => offsetMs,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
