import type { Bench } from '../bench.ts';
import type { Download, RawRun } from '../browser/api.ts';
import type { Figure } from '../figure.ts';
import { DEMO_PASSWORD } from '../../server/demo/sign-ins.ts';
import { startBrowser } from '../stage/page.ts';
import type { Site, Stage } from '../stage/stage.ts';
import { NOW } from '../stage/demo.ts';
import { note } from '../stage/stage.ts';
import { median, thousands } from '../statistics.ts';

const namesFor = (customers: number): string[] => [
  `first_download_${thousands(customers)}_s`,
  `first_download_${thousands(customers)}_waited_s`,
  `first_download_${thousands(customers)}_storing_s`,
  `first_10k_usable_of_${thousands(customers)}_s`,
  `first_download_${thousands(customers)}_sealing_s`,
  `first_download_${thousands(customers)}_above_plain_s`,
];
/** What the download may cost above storing alone. */
const MOST_RATIO = 1.25;
/** Of 50,000 customers; fewer have as much less. */
const MOST_WAITED_S = 20;

/** What encrypting may add to storing alone: reported apart, as storing is what the download is compared with. */
const MOST_SEALING = 0.5;

/**
 * From signed in to every customer in the index and every bucket verified, against a server and a PostgreSQL on the
 * same machine: so long a person waits. Then every row is stored and verified once more, which is the whole. Floor: the
 * rows that came, sealed and written again by raw IndexedDB with the same stores, rows per transaction and durability;
 * what sealing takes of it is a figure of its own. The floor seals and then stores, while the product seals one page
 * while another is stored: beside the floor without any sealing stands the same time.
 */
export const firstDownload = (customers: number, repetitions: number): Bench => ({
  names: namesFor(customers),
  run: async (stage) => {
    const runs: { product: Download; raw: RawRun }[] = [];
    for (let i = 0; i < repetitions; i++) runs.push(await downloadOnce(stage, await stage.site(customers)));
    return figures(customers, runs);
  },
});

function figures(customers: number, runs: readonly { product: Download; raw: RawRun }[]): Figure[] {
  const seconds = (of: (run: (typeof runs)[number]) => number): number => median(runs.map(of)) / 1000;
  const [whole, waited, storing, first, sealing, plain] = namesFor(customers);
  return [
    {
      name: whole!,
      value: seconds(({ product }) => product.ms),
      floor: seconds(({ raw }) => raw.ms + raw.sealMs),
      most: MOST_RATIO,
    },
    {
      name: waited!,
      value: seconds(({ product }) => product.waitedMs),
      most: (MOST_WAITED_S * customers) / 50_000,
    },
    {
      name: storing!,
      value: seconds(({ product }) => product.ms - product.waitedMs),
      floor: seconds(({ raw }) => raw.ms + raw.sealMs),
      most: MOST_RATIO,
    },
    { name: first!, value: seconds(({ product }) => product.first10kMs), most: 3 },
    {
      name: sealing!,
      value: seconds(({ raw }) => raw.sealMs),
      floor: seconds(({ raw }) => raw.ms),
      most: MOST_SEALING,
    },
    {
      name: plain!,
      value: seconds(({ product }) => product.ms),
      floor: seconds(({ raw }) => raw.ms),
    },
  ];
}

/** Downloads into a new profile, which later benches read. */
export async function downloadOnce(
  stage: Stage,
  { server, networkAdmin, customers }: Site,
): Promise<{ product: Download; raw: RawRun }> {
  const profile = await stage.folder('profile-');
  const person = { staffNo: networkAdmin.staffNo, password: DEMO_PASSWORD, staffId: '', customers, now: NOW };
  const browser = await startBrowser(server.url, profile);
  try {
    const product = await browser.inPage((page) =>
      page.evaluate((who) => window.bench.download(who), person),
    );
    const signedIn = { ...person, staffId: product.staffId };
    const raw = await browser.inPage((page) => page.evaluate((who) => window.bench.rawWrite(who), signedIn));
    if (raw.rows !== product.rows)
      throw new Error(`${product.rows} rows were verified, but ${raw.rows} are stored`);
    note(
      `${product.rows} rows: ${Math.round(product.waitedMs)} ms and ${Math.round(product.ms)} ms, raw ${Math.round(raw.ms)} ms and ${Math.round(raw.sealMs)} ms of sealing (${Math.round(raw.characters / 1e6)} M characters)`,
    );
    stage.keepCache({ profile, url: server.url, person: signedIn });
    return { product, raw };
  } finally {
    await browser.close();
  }
}
