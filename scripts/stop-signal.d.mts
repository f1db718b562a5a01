/** Types of stop-signal.mjs, which stays plain JavaScript because it also runs on the Node of the machine. */

/** Aborts when this program is asked to end: by a signal, or by the end of the channel to whoever has started it. */
export function stopSignal(source?: NodeJS.Process): AbortSignal;

/** What is needed of a child process to ask it to end. */
export interface Askable {
  readonly connected: boolean;
  disconnect(): void;
  kill(signal: 'SIGTERM'): unknown;
}

/** Asks a child of ours to end: by a signal, on Windows by letting go of its channel, where it has one. */
export function askToEnd(child: Askable, platform?: string): void;
