import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';

/** One import as the checker needs it; `to` is a path from the root, a package name or a module of Node. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'file' | 'package' | 'node' | 'unresolved';
}

export interface Graph {
  /** Every code file that lies in the tree, whether the import reader saw it or not. */
  readonly files: readonly string[];
  /** The files that the import reader has read. */
  readonly seen: ReadonlySet<string>;
  readonly edges: readonly Edge[];
  readonly cycles: readonly (readonly string[])[];
}

const CODE = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
/** What is made, not written: top-level folders only, so that renderer/data stays code. */
const MADE = new Set(['dist', 'data', 'coverage', 'test-results', 'playwright-report']);

/** All code files under `root`, as sorted paths like `shared/lib/money.ts`. */
export function listCode(root: string, folder = ''): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const skipped = entry.name.startsWith('.') || entry.name === 'node_modules' || MADE.has(path);
      if (!skipped) found.push(...listCode(root, path));
    } else if (CODE.test(entry.name)) found.push(path);
  }
  return found.sort();
}

/** `@scope/name/deep` → `@scope/name`, `name/deep` → `name`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Reads the imports (type-only and dynamic ones included) of every code file under `root`. */
export async function readGraph(root: string): Promise<Graph> {
  const files = listCode(root);
  if (files.length === 0) return { files, seen: new Set(), edges: [], cycles: [] };
  const { output } = await cruise([...new Set(files.map((file) => file.split('/')[0] ?? file))], {
    baseDir: root,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    validate: true,
    ruleSet: { forbidden: [{ name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } }] },
    moduleSystems: ['es6', 'cjs'],
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text instead of a graph');
  return { files, ...edgesAndCycles(output, new Set(files)) };
}

function edgesAndCycles(result: ICruiseResult, files: ReadonlySet<string>): Omit<Graph, 'files'> {
  const seen = new Set<string>();
  const edges: Edge[] = [];
  for (const module of result.modules) {
    if (!files.has(module.source)) continue;
    seen.add(module.source);
    for (const dependency of module.dependencies) {
      const { module: specifier, resolved } = dependency;
      const from = module.source;
      if (dependency.coreModule || specifier.startsWith('node:')) {
        edges.push({ from, to: `node:${specifier.replace('node:', '')}`, kind: 'node' });
      } else if (!/^[./]/.test(specifier)) edges.push({ from, to: packageName(specifier), kind: 'package' });
      else if (dependency.couldNotResolve) edges.push({ from, to: specifier, kind: 'unresolved' });
      else edges.push({ from, to: resolved, kind: 'file' });
    }
  }
  const cycles = new Map<string, readonly string[]>();
  for (const violation of result.summary.violations) {
    const cycle = (violation.cycle ?? []).map((step) => (typeof step === 'string' ? step : step.name));
    if (cycle.length > 0) cycles.set([...cycle].sort().join(' '), cycle);
  }
  return { seen, edges, cycles: [...cycles.values()] };
}
