import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { dayOf } from '../../../shared/lib/dates.ts';
import { setAsideCsv } from '../describe-run.ts';
import type { FeedRun, SetAsideRow } from '../runs.ts';

const DONE = 'done';
const FAILED = 'failed';

/** A file as it lies there; another size or time means that somebody still writes it. */
interface Sight {
  path: string;
  look: string;
}

/**
 * The folder into which upstream systems put files: `*.csv`, also in folders called by a day. What was taken lies in
 * `done/`, what was refused in `failed/`, each with the record of its run.
 */
export class Inbox {
  readonly #root: string;
  readonly #settleMs: number;
  #before = new Map<string, string>();
  /** Taken and not to be moved: left alone until the program is started again. */
  readonly #stuck = new Set<string>();

  /** @param settleMs a file that has not changed for so long is whole */
  constructor(root: string, settleMs: number) {
    this.#root = root;
    this.#settleMs = settleMs;
  }

  /** @throws where files could be taken and not be moved away, so that they would be taken again and again */
  async prepare(): Promise<void> {
    for (const folder of [this.#root, join(this.#root, DONE), join(this.#root, FAILED)]) {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.R_OK | constants.W_OK);
    }
  }

  /**
   * Whether everything that lies there is whole: each file was seen with the same size and time before, and is older than
   * the settling time. As long as one still grows none is taken, because their order matters. A file that is written
   * under another name (`.part`, `.tmp`) and renamed is never seen half.
   */
  async isSettled(now: number): Promise<boolean> {
    const sights = await this.#look();
    const before = this.#before;
    this.#before = new Map(sights.map(({ path, look }) => [path, look]));
    if (sights.length === 0) return false;
    return sights.every(
      ({ path, look }) => before.get(path) === look && now - Number(look.split(' ')[1]) >= this.#settleMs,
    );
  }

  async #look(): Promise<Sight[]> {
    const paths = await this.files();
    const found = await Promise.all(
      paths.map(async (path) => ({ path, facts: await stat(path).catch(() => null) })),
    );
    return found.flatMap(({ path, facts }) =>
      facts === null ? [] : [{ path, look: `${facts.size} ${Math.round(facts.mtimeMs)}` }],
    );
  }

  /** What could be taken, apart from what lies in done/ and failed/. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.#root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /^[^.].*\.csv$/i.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => ![DONE, FAILED].includes(relative(this.#root, path).split(/[\\/]/)[0] ?? ''))
      .filter((path) => !this.#stuck.has(path));
  }

  /** Moves a file away with the record of its run: done/20261121-000012/. */
  async putAway(path: string, run: FeedRun, setAside: readonly SetAsideRow[]): Promise<void> {
    this.#stuck.add(path);
    await this.#move(path, run, setAside);
    this.#stuck.delete(path);
  }

  async #move(path: string, run: FeedRun, setAside: readonly SetAsideRow[]): Promise<void> {
    const day = dayOf(run.started_at).replaceAll('-', '');
    const place = join(
      this.#root,
      run.outcome === 'TAKEN' ? DONE : FAILED,
      `${day}-${String(run.run_id).padStart(6, '0')}`,
    );
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'run.json'), `${JSON.stringify(run, null, 2)}\n`);
    if (setAside.length > 0) await writeFile(join(place, 'set-aside.csv'), setAsideCsv(setAside));
    await rename(path, join(place, basename(path)));
    // A folder of a day that has become empty goes too; one that has not stays.
    const folder = dirname(path);
    if (folder !== this.#root) await rmdir(folder).catch(() => undefined);
  }
}
