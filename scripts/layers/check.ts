import type { Edge, Graph } from './graph.ts';
import type { Layer, LayerTable } from './table.ts';

export type Finding =
  | { readonly kind: 'nothing-seen' }
  | { readonly kind: 'unread' | 'uncovered' | 'badly-named'; readonly file: string }
  | { readonly kind: 'cycle'; readonly path: readonly string[] }
  | {
      readonly kind: 'layer' | 'door' | 'package' | 'node' | 'unresolved' | 'test-support';
      readonly from: string;
      readonly to: string;
    };

interface Place {
  readonly layer: Layer;
  /** '' for a layer that is not split into groups. */
  readonly group: string;
}

/** kebab-case with dotted suffixes (`use-theme.test.ts`); `utils` says nothing about what is inside. */
const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/;
const SAYS_NOTHING = /(^|\/)(utils?|helpers?|misc)\.[a-z]+$/;

/**
 * Compares a graph of imports with the table.
 * @param shipped the names under `dependencies` in package.json
 * @returns one finding per fault, empty when all is well; a graph without files is itself a fault
 */
export function checkLayers(graph: Graph, table: LayerTable, shipped: ReadonlySet<string>): Finding[] {
  if (graph.files.length === 0 || graph.seen.size === 0) return [{ kind: 'nothing-seen' }];
  const findings: Finding[] = [];
  for (const file of graph.files) {
    if (!graph.seen.has(file)) findings.push({ kind: 'unread', file });
    if (placeOf(file, table) === undefined) findings.push({ kind: 'uncovered', file });
    const name = file.slice(file.lastIndexOf('/') + 1);
    if (!FILE_NAME.test(name) || SAYS_NOTHING.test(file)) findings.push({ kind: 'badly-named', file });
  }
  for (const edge of graph.edges) {
    const finding = checkEdge(edge, table, shipped);
    if (finding !== undefined) findings.push(finding);
  }
  for (const path of graph.cycles) findings.push({ kind: 'cycle', path });
  return findings;
}

function placeOf(file: string, table: LayerTable): Place | undefined {
  for (const layer of table.layers) {
    const match = layer.files.exec(file);
    if (match !== null) return { layer, group: layer.door === undefined ? '' : (match[1] ?? '') };
  }
  return undefined;
}

function checkEdge(edge: Edge, table: LayerTable, shipped: ReadonlySet<string>): Finding | undefined {
  const place = placeOf(edge.from, table);
  if (place === undefined) return undefined; // reported as uncovered
  const { from, to } = edge;
  const isTest = table.tests.files.test(from);
  switch (edge.kind) {
    case 'unresolved':
      return { kind: 'unresolved', from, to };
    case 'node':
      return place.layer.node || isTest ? undefined : { kind: 'node', from, to };
    case 'package': {
      const allowed =
        mayUsePackage(place.layer, to, shipped) || (isTest && table.tests.packages.includes(to));
      return allowed ? undefined : { kind: 'package', from, to };
    }
    case 'file':
      if (table.tests.support.test(to) && !isTest && !from.includes('/test-support/')) {
        return { kind: 'test-support', from, to };
      }
      return checkFileEdge(from, to, place, table);
  }
}

function mayUsePackage(layer: Layer, name: string, shipped: ReadonlySet<string>): boolean {
  if (layer.packages === 'any') return true;
  if (layer.packages === 'dependencies') return shipped.has(name);
  return layer.packages.includes(name);
}

function checkFileEdge(from: string, to: string, place: Place, table: LayerTable): Finding | undefined {
  const target = placeOf(to, table);
  if (target === undefined) return { kind: 'layer', from, to };
  if (target.layer !== place.layer) {
    if (mayReach(from, to, table)) return undefined;
    if (!place.layer.imports.includes(target.layer.name)) return { kind: 'layer', from, to };
  } else if (target.group === place.group) return undefined;
  return target.layer.door === undefined || to.endsWith(`/${target.group}/${target.layer.door}`)
    ? undefined
    : { kind: 'door', from, to };
}

function mayReach(from: string, to: string, { tests }: LayerTable): boolean {
  return tests.files.test(from) && tests.reach.some((row) => row.from.test(from) && row.to.test(to));
}

/** One line for a person, naming the file, the fault and the way out. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'nothing-seen':
      return 'no code file was seen: the checker looks in the wrong place';
    case 'unread':
      return `${finding.file}: the import reader did not read this file`;
    case 'uncovered':
      return `${finding.file}: no row of scripts/layers/table.ts covers this file`;
    case 'badly-named':
      return `${finding.file}: file names are kebab-case and say what is inside`;
    case 'cycle':
      return `${finding.path.join(' → ')}: these files import each other in a circle`;
    case 'layer':
      return `${finding.from}: its layer may not import ${finding.to} (scripts/layers/table.ts)`;
    case 'door':
      return `${finding.from}: reach ${finding.to} through the index.ts of its folder`;
    case 'package':
      return `${finding.from}: its layer may not import the package '${finding.to}' (scripts/layers/table.ts)`;
    case 'node':
      return `${finding.from}: its layer may not import '${finding.to}' of Node`;
    case 'unresolved':
      return `${finding.from}: cannot find '${finding.to}'`;
    case 'test-support':
      return `${finding.from}: ${finding.to} is for tests only`;
  }
}
