import type {
  Balance,
  Customer,
  Interaction,
  Ledger,
  OrgUnitRow,
  Subscription,
} from '../../shared/domain/rows.ts';
import type { Month } from '../../shared/lib/dates.ts';
import { REPORTING_SEGMENTS } from '../../shared/domain/org-units.ts';
import { FEE_CLASSES, SUBSCRIPTION_STATUSES, TRAFFIC_KINDS } from '../../shared/domain/rows.ts';
import { seeded } from '../../shared/lib/chance.ts';
import { addDays, addMonths } from '../../shared/lib/dates.ts';

/** Rows as the server sends them, made from a seed: the same seed gives the same customers. */
export interface SampleCustomer {
  customer: Customer;
  ledger: Ledger;
  balance: Balance;
  interactions: Interaction[];
}

const SURNAMES = [...'黄李韦覃单曾陈梁陆农蒙卢罗莫潘周吴赵解区仇查'];
const GIVEN = [...'秀丽华强军明芳伟敏静磊洋艳勇杰娟涛超霞平刚桂英玉兰凤春燕'];
const SHOPS = [
  '百货商店',
  '饭店',
  '网吧',
  '大药房',
  '五金店',
  '银行营业部',
  '重庆小面',
  '便利店',
  '汽修厂',
  '幼儿园',
];
const STREETS = ['民族大道', '友爱南路', '建政路', '长湖路', '思贤街', '安吉大道', '明秀东路'];
const PRODUCTS = ['固定电话', 'ADSL宽带', 'ADSL宽带+固话', '小灵通', 'IC卡公话', '数字电路'];

export const SAMPLE_MONTH: Month = '2026-10';
export const SAMPLE_TODAY = '2026-11-20';
export const SAMPLE_COMMUNITIES = Array.from({ length: 50 }, (_, i) => `C${String(i + 1).padStart(3, '0')}`);

export function sampleCustomer(number: number, seed = 1): SampleCustomer {
  const random = seeded(seed * 1_000_003 + number);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join('');
  const customerCode = `KH${String(number).padStart(10, '0')}`;
  const person = `${pick(SURNAMES)}${pick(GIVEN)}${random() < 0.6 ? pick(GIVEN) : ''}`;
  const name = random() < 0.25 ? `${person}${pick(SHOPS)}` : person;
  const address = `南宁市青秀区${pick(STREETS)}${below(300) + 1}号${below(30) + 1}栋${below(2000)}室`;
  const count = random() < 0.85 ? 1 : 2 + below(3);
  const subscriptions = Array.from({ length: count }, (_, i): Subscription => {
    const product = pick(PRODUCTS);
    const status = random() < 0.85 ? 'IN_SERVICE' : pick(SUBSCRIPTION_STATUSES);
    return {
      subscriptionId: `${number}${i}`.padStart(10, '4'),
      name,
      accessNumber: product.startsWith('ADSL') ? `nn0771${digits(9)}` : `0771${digits(7)}`,
      product,
      status,
      installationAddress: address,
      billingArea: '城东',
      activatedOn: addDays('2020-01-01', below(2000)),
      ...(status === 'TERMINATED' ? { terminatedOn: '2026-06-01' } : {}),
      contactPhone: `1${pick(['3', '5', '8'])}${digits(9)}`,
      ...(random() < 0.02 ? { missingSince: '2026-11-01' } : {}),
      ...(status === 'TERMINATED' && number % 2 === 0 ? { onRequest: true as const } : {}),
    };
  });
  const customer: Customer = {
    customerCode,
    billingAccountNumber: `HT${digits(10)}`,
    communityCode: pick(SAMPLE_COMMUNITIES),
    name,
    responsibleUnit: 'D01',
    reportingSegment: pick(REPORTING_SEGMENTS),
    firstSeenMonth: addMonths('2024-01', below(35)),
    ...(random() < 0.03 ? { lockedUntil: '2027-12-04' } : {}),
    ...(random() < 0.02 ? { closedOn: '2026-10-01' } : {}),
    contact: {
      persons:
        random() < 0.1 ? [{ name: `${pick(SURNAMES)}总`, role: '决策者', phone: `139${digits(8)}` }] : [],
      address: '',
      remark: '',
    },
    placement: { kind: 'OPENING', decidedOn: '2026-11-20' },
    subscriptions,
    agreements: Array.from({ length: random() < 0.3 ? 1 + below(2) : 0 }, (_, i) => ({
      agreementNumber: `XY${number}-${i}`,
      subscriptionId: subscriptions[0]!.subscriptionId,
      plan: '包年',
      start: '2025-01-01',
      end: addDays('2026-08-01', below(400)),
      monthlyCommitment: 5000,
      penalty: 10000,
    })),
    orders:
      random() < 0.05
        ? [
            {
              orderNumber: `D${number}`,
              subscriptionId: subscriptions[0]!.subscriptionId,
              kind: '移机',
              stage: '外线施工',
              acceptedAt: '2026-11-18T10:00:00+08:00',
            },
          ]
        : [],
  };
  return {
    customer,
    ...sampleFigures(customer, random, seeded(number)),
    interactions: sampleInteractions(customer, random),
  };
}

/** @param further a stream of its own for what came later, so that the rest stays as it was */
function sampleFigures(
  customer: Customer,
  random: () => number,
  further: () => number,
): { ledger: Ledger; balance: Balance } {
  const months = random() < 0.05 ? 3 : 24;
  const behind = random() < 0.05 ? 2 : 0;
  const amounts = (most: number): number[] =>
    Array.from({ length: months }, () => (random() < 0.3 ? 0 : Math.floor(random() * most)));
  const fees = Object.fromEntries(FEE_CLASSES.map((kind) => [kind, amounts(8000)])) as Ledger['fees'];
  const traffic = Object.fromEntries(TRAFFIC_KINDS.map((kind) => [kind, amounts(500)])) as Ledger['traffic'];
  const { customerCode, subscriptions } = customer;
  return {
    ledger: {
      customerCode,
      from: addMonths(SAMPLE_MONTH, 1 - months - behind),
      fees,
      traffic,
      ...(subscriptions.length > 1
        ? {
            bySubscription: Object.fromEntries(
              subscriptions.map((subscription) => [subscription.subscriptionId, amounts(20_000)]),
            ),
            ...(further() < 0.9
              ? { detail: sampleDetail(subscriptions, Math.min(months, 13), further) }
              : {}),
          }
        : further() < 0.9
          ? { subscriptionId: subscriptions[0]!.subscriptionId }
          : {}),
    },
    balance: {
      customerCode,
      arrears:
        random() < 0.12
          ? [
              {
                subscriptionId: subscriptions[0]!.subscriptionId,
                sinceMonth: '2026-06',
                months: 1 + Math.floor(random() * 8),
                amount: 1 + Math.floor(random() * 50_000),
              },
            ]
          : [],
      prepaid:
        further() < 0.05
          ? [
              {
                subscriptionId: subscriptions.at(-1)!.subscriptionId,
                amount: Math.floor(further() * 9000) - 1000,
                asOf: SAMPLE_TODAY,
              },
            ]
          : [],
    },
  };
}

function sampleDetail(
  subscriptions: readonly Subscription[],
  months: number,
  further: () => number,
): NonNullable<Ledger['detail']> {
  const figures = (): number[] => Array.from({ length: months }, () => Math.floor(further() * 900));
  const kinds = [...FEE_CLASSES, ...TRAFFIC_KINDS];
  return {
    months,
    of: Object.fromEntries(
      subscriptions.map(({ subscriptionId }) => [
        subscriptionId,
        Object.fromEntries(kinds.filter(() => further() < 0.5).map((kind) => [kind, figures()])),
      ]),
    ),
  };
}

function sampleInteractions(customer: Customer, random: () => number): Interaction[] {
  return Array.from({ length: random() < 0.2 ? 1 + Math.floor(random() * 3) : 0 }, (_, i) => ({
    interactionId: `I-${customer.customerCode}-${i}`,
    customerCode: customer.customerCode,
    kind: 'VISIT' as const,
    purpose: '回访',
    outcome: '已联系',
    note: '客户考虑续约',
    ...(random() < 0.5 ? { nextOn: addDays(SAMPLE_TODAY, Math.floor(random() * 30)) } : {}),
    happenedAt: `${addDays('2026-10-01', Math.floor(random() * 50))}T10:00:00.000+08:00`,
    staffNo: 'S001',
  }));
}

export const sampleUnits: OrgUnitRow[] = [
  unit('R', null, 'REGIONAL_COMPANY'),
  unit('N', 'R', 'LOCAL_NETWORK'),
  unit('D01', 'N', 'CUSTOMER_DEPARTMENT'),
  unit('Z1', 'D01', 'ZONE'),
  unit('Z2', 'D01', 'ZONE'),
  ...SAMPLE_COMMUNITIES.map((code, i) =>
    unit(code, i % 2 === 0 ? 'Z1' : 'Z2', i === 49 ? 'UNASSIGNED_POOL' : 'COMMUNITY'),
  ),
];

function unit(unitCode: string, parentCode: string | null, kind: OrgUnitRow['kind']): OrgUnitRow {
  return { unitCode, name: unitCode, parentCode, kind, channel: null, billingArea: null, staff: [] };
}
