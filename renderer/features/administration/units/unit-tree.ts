import { byUnitCode, CHANNELS, type Channel, childrenByParent } from '../../../../shared/domain/org-units.ts';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';

/** A unit in one of the two trees; a channel stands in between without being one. */
export interface UnitNode {
  key: string;
  /** Null for a channel. */
  unitCode: string | null;
  channel: Channel | null;
  name: string;
  retired: boolean;
  children: UnitNode[];
}

export type TreeOrder = 'administrative' | 'channel';
type Units = ReadonlyMap<string, OrgUnitRow>;

/**
 * The units below `roots`: by administration as they hang on one another, by channel with the departments of a network
 * under their channels, whatever centre they belong to.
 */
export function unitTree(
  units: Units,
  roots: readonly string[],
  { order, retired }: { order: TreeOrder; retired: boolean },
): UnitNode[] {
  const childrenOf = childrenByParent([...units.values()].filter((unit) => retired || unit.retired !== true));
  const below = (code: string): OrgUnitRow[] => (childrenOf.get(code) ?? []).sort(byUnitCode);
  const nodeOf = (unit: OrgUnitRow): UnitNode => ({
    key: unit.unitCode,
    unitCode: unit.unitCode,
    channel: unit.channel,
    name: unit.name,
    retired: unit.retired === true,
    children:
      order === 'channel' && unit.kind === 'LOCAL_NETWORK'
        ? channelsOf(unit.unitCode, departmentsBelow(unit.unitCode, below), nodeOf)
        : below(unit.unitCode).map(nodeOf),
  });
  return roots.flatMap((code) => {
    const unit = units.get(code);
    return unit === undefined ? [] : [nodeOf(unit)];
  });
}

/** The departments of a network, past the centres between. */
const departmentsBelow = (code: string, below: (code: string) => OrgUnitRow[]): OrgUnitRow[] =>
  below(code).flatMap((unit) =>
    unit.kind === 'CUSTOMER_DEPARTMENT' ? [unit] : departmentsBelow(unit.unitCode, below),
  );

const channelsOf = (
  network: string,
  departments: readonly OrgUnitRow[],
  nodeOf: (unit: OrgUnitRow) => UnitNode,
): UnitNode[] =>
  CHANNELS.flatMap((channel) => {
    const own = departments.filter((unit) => unit.channel === channel);
    return own.length === 0
      ? []
      : [
          {
            key: `${network} ${channel}`,
            unitCode: null,
            channel,
            name: '',
            retired: false,
            children: own.map(nodeOf),
          },
        ];
  });

/** What remains for a search over names and codes; what matches keeps all below it, the way to it stays. */
export function searchUnits(nodes: readonly UnitNode[], text: string): UnitNode[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...nodes];
  return nodes.flatMap((node) => {
    const hit =
      node.name.toLowerCase().includes(wanted) || node.unitCode?.toLowerCase().includes(wanted) === true;
    if (hit) return [node];
    const children = searchUnits(node.children, text);
    return children.length === 0 ? [] : [{ ...node, children }];
  });
}

export const keysOf = (nodes: readonly UnitNode[]): string[] =>
  nodes.flatMap((node) => [node.key, ...keysOf(node.children)]);
