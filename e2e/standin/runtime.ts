import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Chromium } from './chromium.ts';
import { readArguments } from './launch-arguments.ts';
import type { ProtocolHandler } from './page-requests.ts';

export interface Manifest {
  name: string;
  version: string;
  main: string;
}

const launch = readArguments(process.argv.slice(2));
const path = resolve(launch.application);
const folder = statSync(path).isDirectory() ? path : join(path, '..');

/** The application and what it has told its runtime. */
export const runtime = {
  launch,
  folder,
  manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest,
  /** From the start of the windows' Chromium on. */
  chromium: null as Chromium | null,
  switches: new Map<string, string>(),
  protocols: new Map<string, ProtocolHandler>(),
  isOffline: false,
};

export function startedChromium(): Chromium {
  if (runtime.chromium === null) throw new Error('the application is not ready yet');
  return runtime.chromium;
}
