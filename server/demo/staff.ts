import type { DemoOptions } from './options.ts';
import { RandomStream } from './random.ts';
import { personName } from './names.ts';
import type { Region } from './region.ts';

/** One row of staff.csv: a person may have several. */
export interface StaffRow {
  staffNo: string;
  name: string;
  role: string;
  unitCode: string;
}

const PART = 2;

/** People for every unit, all seventeen roles held by somebody. The same seed names the same people. */
export function buildStaff(region: Region, { seed }: Pick<DemoOptions, 'seed'>): StaffRow[] {
  const random = new RandomStream(seed, PART, 0);
  const rows: StaffRow[] = [];
  const names = new Set<string>();
  let next = 610_001;
  const hire = (role: string, unitCode: string): StaffRow => {
    let name = personName(random);
    // Namesakes exist among customers; among colleagues they only confuse a demonstration.
    while (names.has(name)) name = personName(random);
    names.add(name);
    const row = { staffNo: String(next++), name, role, unitCode };
    rows.push(row);
    return row;
  };

  for (const role of ['区系统管理员', '区渠道管理员', '区资料查询']) hire(role, region.code);
  const networks = [...new Set(region.centres.map((centre) => centre.networkCode))];
  for (const network of networks)
    for (const role of [
      '本地网系统管理员',
      '本地网渠道管理员',
      '本地网渠道领导',
      '本地网渠道业务支撑',
      '本地网业务支撑',
      '本地网绩效考核',
      '本地网资料查询',
    ])
      hire(role, network);

  for (const centre of region.centres) {
    hire('分公司业务支撑', centre.code);
    hire('分公司绩效考核', centre.code);
    for (const department of Object.values(centre.departments)) {
      hire('部门管理员', department.code);
      hire('部门领导', department.code);
      if (department.channel === 'MASS_MARKET') hire('部门业务支撑', department.code);
      const leads = department.zones.map((zone) => hire('小组负责人', zone.code));
      department.communities.forEach((community, i) => {
        // Of the smallest teams the lead looks after the last community himself: two roles, one person.
        const lead = leads.at(-1);
        const last = i === department.communities.length - 1;
        if (lead && last) rows.push({ ...lead, role: '客户经理', unitCode: community.code });
        else hire('客户经理', community.code);
      });
    }
  }
  return rows;
}
