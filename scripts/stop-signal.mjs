/**
 * What asks a program to end: SIGINT or SIGTERM, and the end of the channel to the program that has started it. Windows
 * knows no signal that one program could send to another; there the channel is the only way to ask.
 */

/**
 * @param {NodeJS.Process} source
 * @returns {AbortSignal} aborts at the first of them; the rest are the same wish, npm passes on what the terminal has
 *   sent to all of us already
 */
export function stopSignal(source = process) {
  const stop = new AbortController();
  const end = () => stop.abort();
  source.on('SIGINT', end);
  source.on('SIGTERM', end);
  source.on('disconnect', end);
  // Who listens for its end would live as long as the channel does.
  source.channel?.unref();
  return stop.signal;
}

/**
 * The other side of it: asks a child of ours to end.
 * @param {import('./stop-signal.mjs').Askable} child
 * @param {string} platform
 */
export function askToEnd(child, platform = process.platform) {
  if (platform === 'win32' && child.connected) child.disconnect();
  else child.kill('SIGTERM');
}
