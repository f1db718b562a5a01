import type { Pool } from 'pg';
import { orderFor, purposeWord, resultWord } from '../../shared/domain/calls.ts';
import type { CallPurpose, CALL_RESULTS } from '../../shared/domain/calls.ts';
import { addDays } from '../../shared/lib/dates.ts';
import type { Day } from '../../shared/lib/dates.ts';

interface DemoList {
  purpose: CallPurpose;
  name: string;
  /** Selects `customer_code` of the customers `c` that belong on it, in the order in which they stand there. */
  customers: string;
}

const DAYS = 60;
const MOST = 43;
/** Some of the first have been called the day before. */
const CALLED_PART = 0.4;

const LISTS: readonly DemoList[] = [
  {
    purpose: 'RENEWAL',
    name: `${DAYS} 天内到期续约`,
    customers: `select c.customer_code from reach c join subscription s using (customer_code)
      join agreement a using (subscription_id)
      where a.end_on between $2::date and $2::date + ${DAYS} and s.status <> 'TERMINATED'
      group by c.customer_code order by min(a.end_on), c.customer_code limit ${MOST}`,
  },
  {
    purpose: 'ARREARS',
    name: '欠费催缴',
    customers: `select c.customer_code from reach c join subscription s using (customer_code)
      join arrears a using (subscription_id) where s.status <> 'TERMINATED' and $2::date is not null
      group by c.customer_code order by sum(a.amount) desc, c.customer_code limit ${MOST}`,
  },
];

/** What a call came to, in turn; most are reached. */
const TURN = ['AGREED', 'NO_ANSWER', 'CONSIDERING', 'AGREED', 'REFUSED', 'NO_ANSWER', 'DEAD_NUMBER'] as const;
const NOTES: Partial<Record<(typeof CALL_RESULTS)[number], string>> = {
  AGREED: '当场答应，明天把资料送去。',
  CONSIDERING: '要和家里商量，下周再打。',
  REFUSED: '嫌贵，想看别的套餐。',
};

/** Lists for those account managers who can sign in, the first of them begun. Written once: what is there stays. */
export async function addDemoCallLists(pool: Pool, staffNos: readonly string[], today: Day): Promise<number> {
  let added = 0;
  for (const staffNo of staffNos)
    for (const list of LISTS) added += await addList(pool, staffNo, list, today);
  return added;
}

async function addList(pool: Pool, staffNo: string, list: DemoList, today: Day): Promise<number> {
  const { rows } = await pool.query<{ customer_code: string }>(
    `with reach as (
       select c.customer_code from staff s join staff_role r using (staff_id)
       join customer c on c.community_code = r.unit_code
       where s.staff_no = $1 and r.role = 'ACCOUNT_MANAGER' and c.closed_on is null
     ) ${list.customers}`,
    [staffNo, today],
  );
  if (rows.length === 0) return 0;
  const codes = rows.map(({ customer_code: code }) => code);
  const listId = `DEMO-${staffNo}-${list.purpose}`;
  const yesterday = addDays(today, -1);
  const { rowCount } = await pool.query(
    `insert into call_list (list_id, name, purpose, script, ordering, holder_id, made_by, made_at)
     select $1, $2, $3, '', $4, staff_id, staff_no, $5 from staff where staff_no = $6 on conflict do nothing`,
    [listId, list.name, list.purpose, orderFor(list.purpose), `${yesterday}T08:40:00.000+08:00`, staffNo],
  );
  if (rowCount !== 1) return 0;
  await pool.query(
    `insert into call_entry (list_id, customer_code, place)
     select $1, c.code, c.place - 1 from unnest($2::text[]) with ordinality as c (code, place)`,
    [listId, codes],
  );
  if (list.purpose === 'RENEWAL') await callSome(pool, { staffNo, listId, list, codes, yesterday });
  return 1;
}

async function callSome(
  pool: Pool,
  of: { staffNo: string; listId: string; list: DemoList; codes: readonly string[]; yesterday: Day },
): Promise<void> {
  const { staffNo, listId, list, codes, yesterday } = of;
  const calls = codes.slice(0, Math.floor(codes.length * CALLED_PART)).map((code, i) => {
    const result = TURN[i % TURN.length]!;
    const minute = String(i * 3).padStart(2, '0');
    return {
      id: `${listId}-${i}`,
      code,
      result,
      purpose: purposeWord(list.purpose),
      outcome: resultWord(list.purpose, result),
      note: NOTES[result] ?? '',
      nextOn: result === 'CONSIDERING' || result === 'NO_ANSWER' ? addDays(yesterday, 4) : null,
      happenedAt: `${yesterday}T09:${minute}:00.000+08:00`,
    };
  });
  await pool.query(
    `insert into interaction (interaction_id, customer_code, kind, purpose, outcome, note, next_on, happened_at, staff_no,
       call_list_id, call_result)
     select id, code, 'CALL', purpose, outcome, note, "nextOn", "happenedAt", $2, $3, result
     from jsonb_to_recordset($1::jsonb) as r (id text, code text, purpose text, outcome text, note text, "nextOn" date,
       "happenedAt" text, result text)`,
    [JSON.stringify(calls), staffNo, listId],
  );
}
