import type { Person } from '../browser/api.ts';
import type { CleanUp } from './clean-up.ts';
import { addDemoPeople, takeDemoFiles, writeDemoFiles } from './demo.ts';
import type { DemoFiles, DemoPeople } from './demo.ts';
import { temporaryFolder } from './folders.ts';
import { buildApp } from './app-build.ts';
import { buildPage } from './page.ts';
import { BenchPostgres } from './postgres.ts';
import type { Store } from './postgres.ts';
import { startServer } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

/** A filled store with the server that serves it. */
export interface Site extends DemoPeople {
  server: ServerProcess;
  store: Store;
  customers: number;
}

/** A browser profile with everything of one person in it. */
export interface Cache {
  profile: string;
  /** The origin that the cache is of. */
  url: string;
  person: Person;
}

/** What benches stand on. Each thing is made when it is first asked for, and goes with the run. */
export class Stage {
  readonly #cleanUp: CleanUp;
  readonly #kept = new Map<string, Promise<unknown>>();
  readonly #caches = new Map<number, Cache>();

  constructor(cleanUp: CleanUp) {
    this.#cleanUp = cleanUp;
  }

  folder(what: string): Promise<string> {
    return temporaryFolder(this.#cleanUp, what);
  }

  demoFiles(customers: number): Promise<DemoFiles> {
    return this.#once(`files ${customers}`, async () => {
      note(`writing feed files of ${customers} customers`);
      return writeDemoFiles(customers, await this.folder('files-'));
    });
  }

  async emptyStore(): Promise<Store> {
    const postgres = await this.#once('postgres', () => BenchPostgres.start(this.#cleanUp));
    return postgres.emptyStore();
  }

  /** A store that has taken these files already: it need not be filled again for others. */
  keepTaken(files: DemoFiles, store: Store): void {
    this.#kept.set(`taken ${files.customers}`, Promise.resolve(store));
  }

  /** A running server with so many customers. */
  site(customers: number): Promise<Site> {
    return this.#once(`site ${customers}`, async () => {
      const files = await this.demoFiles(customers);
      const store = await this.#once(`taken ${customers}`, async () => {
        note(`taking them`);
        const empty = await this.emptyStore();
        await takeDemoFiles(empty, files);
        return empty;
      });
      const people = await addDemoPeople(store, files);
      const server = await startServer({ databaseUrl: store.url, rendererDir: await this.pageFolder() });
      this.#cleanUp.add(() => server.stop());
      return { ...people, server, store, customers };
    });
  }

  /** Where the built page lies that runs the client's code. */
  pageFolder(): Promise<string> {
    return this.#once('page', async () => {
      const folder = await this.folder('page-');
      await buildPage(folder);
      return folder;
    });
  }

  /** The product's own screens, at the root of that folder. */
  app(): Promise<void> {
    return this.#once('app', async () => {
      note('building the client');
      await buildApp(await this.pageFolder());
    });
  }

  keepCache(cache: Cache): void {
    this.#caches.set(cache.person.customers, cache);
  }

  /** The newest cache with so many customers; undefined before the first. */
  cache(customers: number): Cache | undefined {
    return this.#caches.get(customers);
  }

  #once<T>(key: string, make: () => Promise<T>): Promise<T> {
    let kept = this.#kept.get(key) as Promise<T> | undefined;
    if (kept === undefined) this.#kept.set(key, (kept = make()));
    return kept;
  }
}

/** For whoever waits; figures alone go to stdout. */
export const note = (text: string): void => console.error(`  ${text}`);
