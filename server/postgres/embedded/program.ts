import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ConfigurationError } from '../../config.ts';
import type { Place } from './place.ts';

/** PostgreSQL's data for one DATA_DIR, and as whom and with which programs it runs. */
export interface Cluster {
  /** Holds `data` (the cluster), `server.log` and `owner.json`. */
  folder: string;
  password: string;
  place: Place;
}

/** Runs one of PostgreSQL's programs as the account that owns the cluster, and collects what it says. */
export function program(
  cluster: Cluster,
  name: string,
  args: string[],
): Promise<{ code: number; output: string }> {
  const { bin, account } = cluster.place;
  const environment = Object.entries(process.env).filter(([key]) => !key.startsWith('PG') && key !== 'LANG');
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, name), args, {
      // The folder we were started in may be closed to the account.
      cwd: cluster.folder,
      env: { ...Object.fromEntries(environment), LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account ?? {}),
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => reject(new ConfigurationError(`cannot run ${name}: ${error.message}`)));
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

export const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';
