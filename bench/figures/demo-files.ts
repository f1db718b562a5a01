import type { Bench } from '../bench.ts';
import { writeDemoFiles } from '../stage/demo.ts';

const CUSTOMERS = 8000;

/** What a person waits for when he tries the product: the demo's files, in processor time. */
export const demoFiles: Bench = {
  names: ['demo_files_8k_cpu_s'],
  run: async (stage) => {
    const folder = await stage.folder('demo-');
    const before = process.cpuUsage();
    writeDemoFiles(CUSTOMERS, folder);
    const { user, system } = process.cpuUsage(before);
    return [{ name: 'demo_files_8k_cpu_s', value: (user + system) / 1e6, most: 3 }];
  },
};
