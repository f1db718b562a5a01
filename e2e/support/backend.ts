import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A backend as an operator runs it: its own process, its own embedded PostgreSQL, a folder of its own. */
export interface Backend {
  address: string;
  /** Where its store lies, for a look into it from outside. */
  dataDir: string;
  /** Runs one of the operator's commands against the same data, e.g. `run('feeds', 'take', folder)`. */
  run(script: 'feeds' | 'admin' | 'demo', ...args: string[]): Promise<string>;
  /** Stops the server and keeps its data. */
  stop(): Promise<void>;
  /** Starts it again on the same port; settings given here hold from then on, for commands too. */
  start(changed?: Record<string, string>): Promise<void>;
  /** Stops it and takes its data away. */
  dispose(): Promise<void>;
}

export async function createBackend(env: Record<string, string> = {}): Promise<Backend> {
  const dataDir = await mkdtemp(join(tmpdir(), 'channeldesk-e2e-'));
  const port = await freePort();
  const settings = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...env };
  const address = `http://localhost:${port}`;
  let server: ChildProcess | undefined;

  const backend: Backend = {
    address,
    dataDir,
    async run(script, ...args) {
      const entry = {
        feeds: 'server/feeds/cli.ts',
        admin: 'server/admin/cli.ts',
        demo: 'server/demo/cli.ts',
      }[script];
      const child = spawn(process.execPath, [entry, ...args], { cwd: ROOT, env: settings });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const [code] = (await once(child, 'exit')) as [number];
      if (code !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${code}:\n${output}`);
      return output;
    },
    async start(changed = {}) {
      Object.assign(settings, changed);
      server = spawn(process.execPath, ['server/main.ts'], {
        cwd: ROOT,
        env: settings,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      server.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      server.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const deadline = Date.now() + 60_000;
      while (!(await isReady(address))) {
        if (server.exitCode !== null || Date.now() > deadline)
          throw new Error(`the server did not start:\n${output}`);
        await new Promise((resume) => setTimeout(resume, 100));
      }
    },
    async stop() {
      if (!server || server.exitCode !== null) return;
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      await exited;
      server = undefined;
    },
    async dispose() {
      await backend.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return backend;
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = (probe.address() as { port: number }).port;
  probe.close();
  await once(probe, 'close');
  return port;
}
