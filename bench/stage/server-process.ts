import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..', '..');
const READY = /^ChannelDesk server on (\S+)$/;

/** How long the server says a request took, from its own log. */
export interface LoggedRequest {
  route: string;
  status: number;
  ms: number;
}

/** The real server as a process of its own. */
export interface ServerProcess {
  url: string;
  pid: number;
  /** Requests logged since this was asked last. */
  takeLogged(): LoggedRequest[];
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export async function startServer(options: {
  databaseUrl: string;
  rendererDir: string;
}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'server', 'main.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      RENDERER_DIR: options.rendererDir,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      // What is measured is the server, not its patience.
      RATE_PER_PERSON: '0',
      RATE_PER_ADDRESS: '0',
    },
  });
  const exited = once(child, 'exit');
  let logged: LoggedRequest[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = READY.exec(line);
      if (ready) resolve(ready[1]!);
      else logged.push(...requestsIn(line));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    url,
    // It has spoken, so it has one.
    pid: child.pid!,
    takeLogged: () => {
      const taken = logged;
      logged = [];
      return taken;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function requestsIn(line: string): LoggedRequest[] {
  if (!line.startsWith('{')) return [];
  const entry = JSON.parse(line) as { msg?: string } & LoggedRequest;
  return entry.msg === 'request' ? [{ route: entry.route, status: entry.status, ms: entry.ms }] : [];
}
