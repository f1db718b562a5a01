export interface IdleWatch {
  /** Asked each time: it may be changed meanwhile. */
  limitMs(): number;
  onIdle(): void;
}

const LOOK_EVERY_MS = 5000;
const SAY_AGAIN_MS = 5000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Calls once nobody has touched any window of this browser for so long, and at once when the machine wakes up after
 * it. @returns how to stop
 */
export function watchIdle({ limitMs, onIdle }: IdleWatch): () => void {
  let touchedAt = Date.now();
  let saidAt = 0;
  const channel = new BroadcastChannel('channeldesk-touched');
  channel.onmessage = () => {
    touchedAt = Date.now();
  };
  const touched = (): void => {
    touchedAt = Date.now();
    if (touchedAt - saidAt < SAY_AGAIN_MS) return;
    saidAt = touchedAt;
    channel.postMessage(null);
  };
  const look = (): void => {
    if (Date.now() - touchedAt >= limitMs()) onIdle();
  };
  for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, capture: true });
  const timer = setInterval(look, LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', look);
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    channel.close();
  };
}
