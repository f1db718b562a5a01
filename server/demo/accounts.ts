import { addDays, daysBetween } from '../../shared/lib/dates.ts';
import type { Day, Month } from '../../shared/lib/dates.ts';
import type { Fen } from '../../shared/lib/money.ts';
import type { DemoSubscription } from './customers.ts';
import type { FeeMonth } from './fees.ts';
import type { RandomStream } from './random.ts';
import { orderKinds, orderStages, plansOf } from './resources.ts';

/** What the accounts and hotline feeds say of one subscription. */
export interface DemoArrears {
  since: Month;
  months: number;
  amount: Fen;
}
export interface DemoAgreement {
  plan: string;
  start: Day;
  end: Day;
  commitment: Fen;
  penalty: Fen;
}
export interface DemoOrder {
  kind: string;
  stage: string;
  /** `2026-11-08 14:15`, Asia/Shanghai. */
  acceptedAt: string;
}

const ARREARS_CHANCE = { IN_SERVICE: 0.055, SUSPENDED: 0.8, NUMBER_RETAINED: 0.1, TERMINATED: 0.3 } as const;

/** Unpaid are the last months with fees (of a terminated line: its last), as far back as the draw says. */
export function arrearsOf(
  random: RandomStream,
  subscription: DemoSubscription,
  history: readonly FeeMonth[],
): DemoArrears | undefined {
  const owes = random.chance(ARREARS_CHANCE[subscription.status]);
  const wanted = [1, 2, 3, 4, 5, 6, random.int(7, 15)][random.weighted([38, 22, 14, 9, 6, 5, 6])]!;
  const unpaid = history.slice(-wanted);
  const amount = unpaid.reduce((sum, month) => sum + month.total, 0);
  const since = unpaid[0]?.month;
  return owes && since !== undefined && amount > 0 ? { since, months: unpaid.length, amount } : undefined;
}

/** How the ends of agreements lie around today: over, within 30, 60, 90 days, later. */
const END_WINDOWS = [
  { weight: 13, from: -200, to: -1 },
  { weight: 8, from: 0, to: 30 },
  { weight: 8, from: 31, to: 60 },
  { weight: 8, from: 61, to: 90 },
  { weight: 63, from: 91, to: 700 },
] as const;

export function agreementOf(
  random: RandomStream,
  subscription: DemoSubscription,
  history: readonly FeeMonth[],
  today: Day,
): DemoAgreement | undefined {
  const has = random.chance(0.42);
  const plan = random.pick(plansOf[subscription.product.name] ?? ['标准年约']);
  const years = plan.includes('三年') ? 3 : plan.includes('两年') ? 2 : 1;
  const window = END_WINDOWS[random.weighted(END_WINDOWS.map((each) => each.weight))]!;
  const end = addDays(today, random.int(window.from, Math.min(window.to, years * 365 - 1)));
  const start = addDays(end, -years * 365 + 1);
  if (!has || subscription.status === 'TERMINATED') return undefined;
  const usual =
    history.length === 0 ? 5_000 : history.reduce((sum, row) => sum + row.total, 0) / history.length;
  const commitment = Math.max(1_000, Math.round((usual * 0.6) / 100) * 100);
  // Nobody signs for a line before he has it.
  const signed = start < subscription.activatedOn ? subscription.activatedOn : start;
  return { plan, start: signed, end: end < signed ? signed : end, commitment, penalty: commitment * 3 };
}

/** Prepaid accounts: one in fourteen, some nearly empty, a few overdrawn. */
export function prepaidOf(random: RandomStream, subscription: DemoSubscription): Fen | undefined {
  const prepaid = random.chance(subscription.product.name === 'IC卡电话' ? 0.6 : 0.07);
  const level = random.next();
  const amount =
    level < 0.06 ? -random.int(1, 4_500) : level < 0.32 ? random.int(0, 999) : random.int(1_000, 38_000);
  return prepaid && subscription.status !== 'TERMINATED' ? amount : undefined;
}

/** An open order: a new line has its installation, a line gone last month its removal, some others anything. */
export function orderOf(
  random: RandomStream,
  subscription: DemoSubscription,
  { today, openingDay }: { today: Day; openingDay: Day },
): DemoOrder | undefined {
  const asked = random.next();
  const kind = random.pick(orderKinds.filter((each) => each !== '新装'));
  const stage = random.pick(orderStages);
  const age = random.int(0, 19);
  const clock = `${String(random.int(8, 17)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}`;
  const at = (day: Day): string => `${day} ${clock}`;
  const { activatedOn, terminatedOn, status } = subscription;
  if (activatedOn > openingDay)
    return asked < 0.5
      ? { kind: '新装', stage, acceptedAt: at(addDays(activatedOn, -(age % 6))) }
      : undefined;
  if (status === 'TERMINATED') {
    const recent = terminatedOn !== undefined && daysBetween(terminatedOn, today) <= 45;
    return recent && asked < 0.6
      ? { kind: '拆机', stage, acceptedAt: at(addDays(terminatedOn, -(age % 9))) }
      : undefined;
  }
  return asked < 0.012 ? { kind, stage, acceptedAt: at(addDays(today, -age)) } : undefined;
}
