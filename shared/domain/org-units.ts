import { compareText } from '../lib/compare.ts';

/** The territory tree: 区公司 → 本地网 → 中心 → 部门 → 片 → 社区. A unit's kind and channel come with the feed. */
export const UNIT_KINDS = [
  'REGIONAL_COMPANY',
  'LOCAL_NETWORK',
  'SERVICE_CENTRE',
  'CUSTOMER_DEPARTMENT',
  'ZONE',
  'COMMUNITY',
  'UNASSIGNED_POOL',
  'CONTRACT_AGENT_AREA',
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const CHANNELS = ['KEY_ACCOUNT', 'BUSINESS', 'MASS_MARKET', 'CONTRACT_AGENT'] as const;
export type Channel = (typeof CHANNELS)[number];

/** 统计属性: what is reported to the group. A channel, or 流动. */
export const REPORTING_SEGMENTS = [...CHANNELS, 'TRANSIENT'] as const;
export type ReportingSegment = (typeof REPORTING_SEGMENTS)[number];

export interface OrgUnit {
  unitCode: string;
  name: string;
  parentCode: string | null;
  kind: UnitKind;
  channel: Channel | null;
  billingArea: string | null;
}

/** The leaves that hold customers, and with that the buckets of download and access. */
export const HOLDING_KINDS: ReadonlySet<UnitKind> = new Set([
  'COMMUNITY',
  'UNASSIGNED_POOL',
  'CONTRACT_AGENT_AREA',
]);

export const holdsCustomers = (unit: Pick<OrgUnit, 'kind'>): boolean => HOLDING_KINDS.has(unit.kind);

/** Codes from the root to the unit, itself included; stops at a parent that is not known. */
export function pathOf(unitCode: string, units: ReadonlyMap<string, Pick<OrgUnit, 'parentCode'>>): string[] {
  const path: string[] = [];
  let code: string | null = unitCode;
  while (code !== null && !path.includes(code)) {
    path.unshift(code);
    code = units.get(code)?.parentCode ?? null;
  }
  return path;
}

/** Units in the order of their codes, for `sort`. */
export const byUnitCode = (a: Pick<OrgUnit, 'unitCode'>, b: Pick<OrgUnit, 'unitCode'>): number =>
  compareText(a.unitCode, b.unitCode);

/** The units right below each unit, by its code, in the order given; those without a parent stand below none. */
export function childrenByParent<U extends Pick<OrgUnit, 'parentCode'>>(
  units: Iterable<U>,
): Map<string, U[]> {
  const children = new Map<string, U[]>();
  for (const unit of units) {
    if (unit.parentCode === null) continue;
    const siblings = children.get(unit.parentCode);
    if (siblings) siblings.push(unit);
    else children.set(unit.parentCode, [unit]);
  }
  return children;
}
