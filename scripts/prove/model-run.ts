/**
 * `node scripts/prove/model-run.ts model|switches --seed n --count n`: one part of `npm run prove`, in a process of its own.
 * Exit code 1 where a promise was broken, or nobody missed a clause that was taken away.
 */
import { parseArgs } from 'node:util';
import { proveModel, proveSwitches } from './model.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '1000' } },
});
const seed = Number(values.seed);
const held = positionals[0] === 'switches' ? proveSwitches(seed) : proveModel(seed, Number(values.count));
if (!held) process.exitCode = 1;
