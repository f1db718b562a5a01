import type { Pool } from 'pg';
import { dueOf } from '../../shared/domain/complaints.ts';
import type { ComplaintKind, ComplaintState } from '../../shared/domain/complaints.ts';
import { addDays } from '../../shared/lib/dates.ts';
import type { Day } from '../../shared/lib/dates.ts';

interface DemoStep {
  act: 'TAKE' | 'NOTE' | 'SOLVE' | 'CLOSE';
  /** Days before today. */
  ago: number;
  text?: string;
}

interface DemoComplaint {
  kind: ComplaintKind;
  text: string;
  role: string;
  ago: number;
  state: ComplaintState;
  steps: readonly DemoStep[];
}

/** One that has risen to the department, one to the team lead, one due today, one to come, one in time, one late. */
const COMPLAINTS: readonly DemoComplaint[] = [
  {
    kind: 'FAULT',
    text: '宽带每晚八点后掉线，要重启光猫才好，已经两周。',
    role: '决策者',
    ago: 6,
    state: 'IN_WORK',
    steps: [
      { act: 'TAKE', ago: 5 },
      { act: 'NOTE', ago: 4, text: '约了装维上门，光猫没货，等到货再换。' },
    ],
  },
  {
    kind: 'BILLING',
    text: '九月多收了一个月的来电显示费，要求退还。',
    role: '执行者',
    ago: 7,
    state: 'OPEN',
    steps: [],
  },
  {
    kind: 'SERVICE',
    text: '营业厅说要回电，等了三天没有人打来。',
    role: '',
    ago: 3,
    state: 'IN_WORK',
    steps: [{ act: 'TAKE', ago: 2 }],
  },
  {
    kind: 'INSTALLATION',
    text: '移机约好上午来，下午还没到。',
    role: '影响者',
    ago: 1,
    state: 'OPEN',
    steps: [],
  },
  {
    kind: 'BILLING',
    text: '停机保号期间还在计月租。',
    role: '决策者',
    ago: 10,
    state: 'SOLVED',
    steps: [
      { act: 'TAKE', ago: 9 },
      { act: 'SOLVE', ago: 6, text: '已核减两个月月租，电话告诉了客户。' },
    ],
  },
  {
    kind: 'SALES',
    text: '办包年时没说提前退要付违约金。',
    role: '',
    ago: 12,
    state: 'CLOSED',
    steps: [
      { act: 'TAKE', ago: 11 },
      { act: 'SOLVE', ago: 5, text: '改成按月套餐，违约金由部门批准免收。' },
      { act: 'CLOSE', ago: 4, text: '客户满意。' },
    ],
  },
];
/** Customers of a community in the order of their codes; every so manieth complains. */
const APART = 5;

/** Complaints for those account managers who can sign in. Written once: what is there stays. */
export async function addDemoComplaints(
  pool: Pool,
  staffNos: readonly string[],
  today: Day,
): Promise<number> {
  let added = 0;
  for (const staffNo of staffNos) {
    const { rows } = await pool.query<{ code: string; name: string }>(
      `select customer_code as code, name from (
         select c.customer_code, c.name, row_number() over (order by c.customer_code) as n
         from staff s join staff_role r using (staff_id) join customer c on c.community_code = r.unit_code
         where s.staff_no = $1 and r.role = 'ACCOUNT_MANAGER' and c.closed_on is null) as mine
       where n % $2 = 1 order by customer_code limit $3`,
      [staffNo, APART, COMPLAINTS.length],
    );
    for (const [at, customer] of rows.entries())
      added += await addComplaint(pool, { staffNo, today, at, customer });
  }
  return added;
}

async function addComplaint(
  pool: Pool,
  of: { staffNo: string; today: Day; at: number; customer: { code: string; name: string } },
): Promise<number> {
  const { staffNo, today, at, customer } = of;
  const { kind, text, role, ago, state, steps } = COMPLAINTS[at]!;
  const complaintId = `DEMO-K-${staffNo}-${at}`;
  const receivedOn = addDays(today, -ago);
  const solved = steps.find(({ act }) => act === 'SOLVE');
  const { rowCount } = await pool.query(
    `insert into complaint (complaint_id, customer_code, kind, text, complainant, received_on, due_on, state, owner_no,
       taken_by, solved_on, solved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11) on conflict do nothing`,
    [
      complaintId,
      customer.code,
      kind,
      text,
      JSON.stringify({ name: customer.name, role, phone: '' }),
      receivedOn,
      dueOf(kind, receivedOn),
      state,
      staffNo,
      solved === undefined ? null : addDays(today, -solved.ago),
      solved === undefined ? null : staffNo,
    ],
  );
  if (rowCount !== 1) return 0;
  for (const [n, step] of steps.entries())
    await pool.query(
      `insert into complaint_step (step_id, complaint_id, act, at, staff_no, text) values ($1, $2, $3, $4, $5, $6)`,
      [
        `${complaintId}-${n}`,
        complaintId,
        step.act,
        `${addDays(today, -step.ago)}T${10 + n}:20:00.000+08:00`,
        staffNo,
        step.text ?? null,
      ],
    );
  return 1;
}
