/**
 * Reads the catalogue of faults (docs/faults.md) and says of every fault how it stands after a run: a test proves a fault by `[fault 12] ...` in its name, or `[fault 15, 16] ...`.
 */

/**
 * A row of the catalogue. `where` is a list of files, or `not yet: <reason>`.
 * @typedef {{ number: number, fault: string, holds: string, where: string }} Fault
 */
/** @typedef {import('./test-runs.mjs').TestRun} TestRun */

export const NOT_YET = /^not yet: (.+)$/;

/**
 * @param {string} catalogue the text of docs/faults.md
 * @returns {Fault[]}
 */
export function readCatalogue(catalogue) {
  return [...catalogue.matchAll(/^\| *(\d+) *\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)].map(
    ([, number = '', fault = '', holds = '', where = '']) => ({
      number: Number(number),
      fault: fault.trim(),
      holds: holds.trim(),
      where: where.trim(),
    }),
  );
}

/**
 * Which faults the name of a test, or of a group around it, says to prove.
 * @param {string} name
 * @returns {number[]}
 */
export function faultsNamed(name) {
  return [...name.matchAll(/\[fault (\d+(?:, ?\d+)*)\]/g)].flatMap(([, list = '']) =>
    list.split(',').map(Number),
  );
}

/**
 * The table that a run ends with, and which faults it has left without a test although the catalogue names one.
 * @param {Fault[]} faults
 * @param {TestRun[]} runs
 * @returns {{ lines: string[], unproved: number[] }}
 */
export function faultTable(faults, runs) {
  /** @type {number[]} */
  const unproved = [];
  const lines = faults.map((fault) => {
    const mine = runs.filter((run) => faultsNamed(run.name).includes(fault.number));
    const { word, note } = standing(fault, mine);
    if (word === 'NO TEST') unproved.push(fault.number);
    const label = fault.fault.length > 56 ? `${fault.fault.slice(0, 55)}…` : fault.fault;
    return `${String(fault.number).padStart(3)}  ${label.padEnd(56)}  ${word.padEnd(8)} ${note}`.trimEnd();
  });
  return { lines, unproved };
}

/**
 * @param {Fault} fault
 * @param {TestRun[]} runs
 * @returns {{ word: string, note: string }}
 */
function standing(fault, runs) {
  const waits = NOT_YET.exec(fault.where)?.[1];
  const passed = runs.filter((run) => run.outcome === 'passed').length;
  const skipped = runs.filter((run) => run.outcome === 'skipped');
  const tests = `${passed} test${passed === 1 ? '' : 's'}`;
  const left = skipped.length === 0 ? '' : `, ${skipped.length} skipped${because(skipped)}`;
  if (runs.some((run) => run.outcome === 'failed')) return { word: 'FAILED', note: '' };
  if (passed > 0) return { word: 'ok', note: tests + left };
  if (runs.length > 0) return { word: 'skipped', note: because(skipped).slice(2) };
  return waits === undefined ? { word: 'NO TEST', note: fault.where } : { word: 'not yet', note: waits };
}

/** @param {TestRun[]} skipped */
function because(skipped) {
  const reason = skipped.find((run) => run.reason !== undefined)?.reason;
  return reason === undefined ? '' : `: ${reason}`;
}
