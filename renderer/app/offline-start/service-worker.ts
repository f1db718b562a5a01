import { answerFor } from './answer.ts';

/**
 * Lets the browser edition start without a network: every file of one build is kept, and the page is always taken
 * from there. So a network that answers with a sign-in page of its own never stands in for the program. A newer
 * build is fetched in the background and is there at the next opening.
 */
declare const __BUILD_FILES__: readonly string[];
declare const __BUILD_ID__: string;

/** What of a service worker's world is used; the compiler knows the page's world here. */
interface WorkerEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface FetchEvent extends WorkerEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
  registration: { scope: string };
}

const worker = globalThis as unknown as WorkerScope;
const PREFIX = 'channeldesk-build-';
const CURRENT = PREFIX + __BUILD_ID__;
const PAGE = 'index.html';

const inScope = (file: string): string => new URL(file, worker.registration.scope).href;

worker.addEventListener('install', (event) => event.waitUntil(keepBuild()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const answer = answerFor(
    event.request.url,
    event.request.method,
    event.request.mode,
    worker.registration.scope,
  );
  if (answer === 'page') event.respondWith(kept(inScope(PAGE), event.request));
  else if (answer === 'file') event.respondWith(kept(event.request.url, event.request));
});

async function keepBuild(): Promise<void> {
  const cache = await caches.open(CURRENT);
  // `reload`: past the browser's own cache, which may hold the page of an older build.
  await cache.addAll(__BUILD_FILES__.map((file) => new Request(inScope(file), { cache: 'reload' })));
  await worker.skipWaiting();
}

/** A window of the build before may still be open and ask for its parts: that one build is kept beside. */
async function takeOver(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function kept(url: string, request: Request): Promise<Response> {
  const current = await caches.open(CURRENT);
  return (await current.match(url)) ?? (await caches.match(url)) ?? fetch(request);
}
