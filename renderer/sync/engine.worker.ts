import type { FromEngine, ToEngine } from './messages.ts';
import { browserEnvironment } from './browser-environment.ts';
import { EngineHost } from './engine-host.ts';

/** What this file uses of the worker's own scope; the compiler knows the window's names here. */
interface WorkerScope {
  postMessage(message: FromEngine): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent<ToEngine>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const host = new EngineHost(browserEnvironment, (message) => scope.postMessage(message));
scope.addEventListener('message', (event) => host.handle(event.data));
