import type { Region } from './region.ts';
import type { StaffRow } from './staff.ts';

export const DEMO_PASSWORD = 'demo-2026';

/** Who can sign in to the demo, from the person with one community to the one with all. */
export interface SignIn {
  staffNo: string;
  name: string;
  /** `客户经理 · 渡东片1社区`, several joined by 、. */
  roles: string;
}

const FIRST_CENTRE = 'LJ-QH-01';
const CHOSEN: readonly (readonly [role: string, unitCode: string])[] = [
  ['客户经理', `${FIRST_CENTRE}-GZ-1-1`],
  ['客户经理', `${FIRST_CENTRE}-SY-1`],
  ['小组负责人', `${FIRST_CENTRE}-GZ-1`],
  ['部门管理员', `${FIRST_CENTRE}-GZ`],
  ['部门领导', `${FIRST_CENTRE}-GZ`],
  ['分公司业务支撑', FIRST_CENTRE],
  ['本地网渠道管理员', 'LJ-QH'],
  ['本地网渠道领导', 'LJ-QH'],
  ['本地网绩效考核', 'LJ-QH'],
  ['客户经理', 'LJ-YZ-05-GZ-1-1'],
  ['区渠道管理员', 'LJ'],
  ['区系统管理员', 'LJ'],
];

export function demoSignIns(region: Region, staff: readonly StaffRow[]): SignIn[] {
  const nameOf = new Map(region.units.map((unit) => [unit.code, unit.name]));
  return CHOSEN.map(([role, unitCode]) => {
    const person = staff.find((row) => row.role === role && row.unitCode === unitCode);
    if (!person) throw new Error(`the demo has no ${role} at ${unitCode}`);
    const roles = staff
      .filter((row) => row.staffNo === person.staffNo)
      .map((row) => `${row.role} · ${nameOf.get(row.unitCode)}`);
    return { staffNo: person.staffNo, name: person.name, roles: roles.join('、') };
  });
}

/** The table as Markdown, so that what the terminal shows and what the README says are one text. */
export function signInTable(signIns: readonly SignIn[]): string {
  return [
    '| 工号 | 姓名 | 角色 · 组织 | 密码 |',
    '| --- | --- | --- | --- |',
    ...signIns.map(({ staffNo, name, roles }) => `| ${staffNo} | ${name} | ${roles} | ${DEMO_PASSWORD} |`),
  ].join('\n');
}
