/**
 * `npm run prove -- [--seed n] [--long]`: that the synchronisation keeps what shared/sync/SPEC.md promises, in four
 * proofs (docs/proof.md). The short form ends within 12 minutes. Exit code 1 where one of them fails; the seed that
 * failed is printed, and kept to be run again with every `npm test`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { proveModel, proveSwitches } from './model.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, long: { type: 'boolean', default: false } },
});
const seed = values.seed === undefined ? 1 : Number(values.seed);
if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed wants a whole number');
const { long } = values;
const root = join(import.meta.dirname, '..', '..');

/** A part that runs in a process of its own. */
function program(file: string, ...args: string[]): () => Promise<boolean> {
  return () =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(root, file), ...args], { cwd: root, stdio: 'inherit' });
      child.on('error', (error) => {
        console.error(error.message);
        resolve(false);
      });
      child.on('close', (code) => resolve(code === 0));
    });
}

const HISTORIES = 'scripts/prove/histories/run.ts';
const from = String(seed);

const PROOFS: readonly { name: string; prove: () => boolean | Promise<boolean> }[] = [
  { name: 'model', prove: () => proveModel(seed, long ? 3000 : 1000) },
  { name: 'switches', prove: () => proveSwitches(seed) },
  {
    name: 'histories',
    prove: long
      ? program(HISTORIES, 'histories', '--seed', from, '--count', '300')
      : program(HISTORIES, 'histories', '--seed', from, '--count', '60', '--minutes', '4'),
  },
  {
    name: 'writers',
    prove: program(HISTORIES, 'stress', '--seed', from, '--seconds', long ? '300' : '45'),
  },
  {
    name: 'kills',
    prove: long
      ? program('e2e/kills/main.ts', '--seed', from)
      : program(
          'e2e/kills/main.ts',
          ...['--seed', from, '--kills', '20', '--customers', '5000', '--download-kills', '3'],
        ),
  },
];

const lines: string[] = [];
for (const { name, prove } of PROOFS) {
  console.log(`\n== ${name}`);
  const began = performance.now();
  const held = await prove();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  lines.push(`${name.padEnd(10)} ${held ? 'held  ' : 'FAILED'} ${seconds} s`);
  if (!held) process.exitCode = 1;
}
console.log(`\n${lines.join('\n')}`);
