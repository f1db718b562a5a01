import { describe, expect, it } from 'vitest';
import { shippedGrant as grant } from '../../../../shared/domain/permissions.ts';
import type { OrgUnitRow } from '../../../../shared/domain/rows.ts';
import {
  allCodes,
  buildTerritory,
  openAtFirst,
  searchTerritory,
  shortCommunityName,
} from './territory-tree.ts';

const unit = (
  unitCode: string,
  parentCode: string | null,
  name: string,
  kind: OrgUnitRow['kind'],
  channel: OrgUnitRow['channel'] = null,
  staff: string[] = [],
): [string, OrgUnitRow] => [
  unitCode,
  {
    unitCode,
    parentCode,
    name,
    kind,
    channel,
    billingArea: null,
    staff: staff.map((person, i) => ({ staffNo: `${unitCode}-${i}`, name: person, role: '客户经理' })),
  },
];

const units = new Map([
  unit('N', null, '南宁市', 'LOCAL_NETWORK'),
  unit('C', 'N', '武鸣中心', 'SERVICE_CENTRE'),
  unit('C-G', 'C', '公众客户部', 'CUSTOMER_DEPARTMENT', 'MASS_MARKET'),
  unit('C-G-0', 'C-G', '武鸣未分配社区', 'UNASSIGNED_POOL', 'MASS_MARKET'),
  unit('C-G-1', 'C-G', '武鸣片', 'ZONE', 'MASS_MARKET', ['夏栋红']),
  unit('C-G-1-1', 'C-G-1', '武鸣片1社区', 'COMMUNITY', 'MASS_MARKET', ['姜军娜']),
  unit('C-G-1-2', 'C-G-1', '武鸣片2社区', 'COMMUNITY', 'MASS_MARKET'),
  unit('C-S', 'C', '商业客户部', 'CUSTOMER_DEPARTMENT', 'BUSINESS'),
  unit('C-S-1', 'C-S', '商业1社区', 'COMMUNITY', 'BUSINESS'),
]);
const counts = new Map([
  ['C-G-0', 93],
  ['C-G-1-1', 467],
  ['C-G-1-2', 224],
  ['C-S-1', 7],
]);

describe('the territory tree', () => {
  it('sums the customers of every subtree', () => {
    const [root] = buildTerritory(units, counts, [grant('NETWORK_DATA_VIEWER', 'N')]);
    expect(root).toMatchObject({ unitCode: 'N', customers: 791 });
    expect(root!.children[0]!.children.map((node) => [node.name, node.customers])).toEqual([
      ['公众客户部', 784],
      ['商业客户部', 7],
    ]);
  });
  it('begins where the person holds a reading role, and nowhere twice', () => {
    const roots = buildTerritory(units, counts, [
      grant('TEAM_LEAD', 'C-G-1'),
      grant('ACCOUNT_MANAGER', 'C-G-1-1'),
      grant('TEAM_LEAD', 'C-G-1'),
      grant('NETWORK_SYSTEM_ADMIN', 'N'),
    ]);
    expect(roots.map((node) => [node.unitCode, node.customers])).toEqual([['C-G-1', 691]]);
  });
  it('a role narrowed to a channel shows the branches of that channel', () => {
    const [root] = buildTerritory(units, counts, [grant('NETWORK_CHANNEL_LEADER', 'N', 'BUSINESS')]);
    expect(allCodes([root!])).toEqual(['N', 'C', 'C-S', 'C-S-1']);
    expect(root!.customers).toBe(7);
  });
  it('somebody without a reading role has no tree', () => {
    expect(buildTerritory(units, counts, [grant('REGION_SYSTEM_ADMIN', 'N')])).toEqual([]);
  });
  it('is searched by zone, community and account manager', () => {
    const nodes = buildTerritory(units, counts, [grant('NETWORK_DATA_VIEWER', 'N')]);
    expect(allCodes(searchTerritory(nodes, units, '姜军'))).toEqual(['N', 'C', 'C-G', 'C-G-1', 'C-G-1-1']);
    expect(allCodes(searchTerritory(nodes, units, ' 2社区'))).toEqual(['N', 'C', 'C-G', 'C-G-1', 'C-G-1-2']);
    const zone = searchTerritory(nodes, units, '夏栋红')[0]!.children[0]!.children[0]!.children[0]!;
    expect(zone).toMatchObject({ unitCode: 'C-G-1', matchedStaff: ['夏栋红'] });
    expect(zone.children).toHaveLength(2);
    expect(searchTerritory(nodes, units, '没有这个人')).toEqual([]);
  });
  it('a retired unit stays as long as customers are in it', () => {
    const retired = new Map(units);
    retired.set('C-S-1', { ...units.get('C-S-1')!, retired: true });
    const all = [grant('NETWORK_DATA_VIEWER', 'N')];
    expect(allCodes(buildTerritory(retired, counts, all))).toContain('C-S-1');
    expect(allCodes(buildTerritory(retired, new Map(), all))).not.toContain('C-S-1');
  });
  it('opens narrow trees whole and wide ones at the top', () => {
    const nodes = buildTerritory(units, counts, [grant('TEAM_LEAD', 'C-G-1')]);
    expect(openAtFirst(nodes)).toEqual(['C-G-1', 'C-G-1-1', 'C-G-1-2']);
  });
  it('a community is short only by the name of its zone', () => {
    expect(shortCommunityName(units.get('C-G-1-1'), units)).toBe('1社区');
    expect(shortCommunityName(units.get('C-S-1'), units)).toBe('商业1社区');
    expect(shortCommunityName(undefined, units)).toBe('');
  });
});
