import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/**
 * What the store must say after sample folders, counted from their files alone: plain loops over parsed rows, none of
 * the intake's own code, so that a mistake in it shows.
 */
export interface Recount {
  /** Live customers of each community, by billing account. */
  accountsOfCommunity: Map<string, string[]>;
  /** The account of each subscription, missing and terminated ones included. */
  accountOfSubscription: Map<string, string>;
  missing: string[];
  closedAccounts: string[];
  /** `2026-10` → fen by the headers of the file. */
  fees: Map<string, Record<string, number>>;
  arrears: Map<string, number>;
  agreements: Map<string, string>;
  prepaid: Map<string, number>;
  orders: string[];
}

type Row = Record<string, string>;

interface Rule {
  from: string;
  to: string;
  community: string;
}

export class SampleRecount {
  readonly #units = new Map<string, Row>();
  readonly #rules = new Map<string, Rule[]>();
  readonly #assigned = new Map<string, string>();
  #cabinets = new Map<string, string>();
  readonly #subscriptions = new Map<string, { account: string; missing: boolean }>();
  readonly #customers = new Map<string, { community: string; founder: Row; waitsForLine: boolean }>();
  readonly #networksSeen = new Set<string>();
  readonly #fees = new Map<string, Row[]>();
  #arrears: Row[] = [];
  #agreements: Row[] = [];
  #prepaid: Row[] = [];
  #orders: Row[] = [];

  /** Takes a folder's files in the order of their kinds. */
  take(folder: string): void {
    const rows = (prefix: string): Row[][] =>
      readdirSync(folder)
        .filter((name) => name.startsWith(prefix))
        .sort()
        .map((name) => readRows(join(folder, name)));
    for (const unit of rows('org_units').flat()) this.#units.set(unit['组织编码']!, unit);
    for (const row of rows('cross_boxes').flat()) this.#addRule(row);
    for (const file of rows('line97_')) this.#takeLines(file);
    for (const row of rows('opening_assignments').flat())
      this.#assigned.set(row['合同号']!, row['社区编码']!);
    for (const file of rows('billing_users_')) this.#takeBilling(file);
    for (const file of rows('bi_fees_')) this.#fees.set(file[0]!['账期']!.replace(/^(....)/, '$1-'), file);
    this.#arrears = rows('arrears_')[0] ?? this.#arrears;
    this.#agreements = rows('agreements_')[0] ?? this.#agreements;
    this.#prepaid = rows('prepaid_')[0] ?? this.#prepaid;
    this.#orders = rows('orders10000_')[0] ?? this.#orders;
  }

  result(): Recount {
    const inUse = new Set([...this.#subscriptions.values()].map(({ account }) => account));
    const accountsOfCommunity = new Map<string, string[]>();
    const closedAccounts: string[] = [];
    for (const [account, { community }] of this.#customers) {
      if (!inUse.has(account)) closedAccounts.push(account);
      else
        accountsOfCommunity.set(community, [...(accountsOfCommunity.get(community) ?? []), account].sort());
    }
    return {
      accountsOfCommunity,
      closedAccounts: closedAccounts.sort(),
      accountOfSubscription: new Map([...this.#subscriptions].map(([id, { account }]) => [id, account])),
      missing: [...this.#subscriptions]
        .filter(([, { missing }]) => missing)
        .map(([id]) => id)
        .sort(),
      fees: new Map([...this.#fees].map(([month, rows]) => [month, feeSums(rows)])),
      arrears: new Map(this.#arrears.map((row) => [row['用户ID']!, fen(row['欠费金额']!)])),
      agreements: new Map(
        this.#agreements.map((row) => [
          row['协议号']!,
          `${row['开始日期']}..${row['到期日期']} ${fen(row['月承诺消费']!)} ${fen(row['违约金']!)}`,
        ]),
      ),
      prepaid: new Map(this.#prepaid.map((row) => [row['用户ID']!, fen(row['预付费余额']!)])),
      orders: this.#orders.map((row) => row['工单号']!).sort(),
    };
  }

  #addRule(row: Row): void {
    const list = this.#rules.get(row['交接箱']!) ?? [];
    list.push({ from: row['号码段起']!, to: row['号码段止']!, community: row['社区编码']! });
    this.#rules.set(row['交接箱']!, list);
  }

  #takeLines(file: Row[]): void {
    this.#cabinets = new Map(file.map((row) => [row['业务接入号']!, row['交接箱']!]));
    for (const customer of this.#customers.values()) {
      const { founder } = customer;
      if (!customer.waitsForLine || !this.#cabinets.has(founder['业务接入号']!)) continue;
      customer.waitsForLine = false;
      customer.community = this.#byRule(founder['业务接入号']!) ?? customer.community;
    }
  }

  #takeBilling(file: Row[]): void {
    const networksOfFile = new Set(file.map((row) => this.#networkOf(row['计费区域']!)));
    const opening = new Set([...networksOfFile].filter((network) => !this.#networksSeen.has(network)));
    for (const network of networksOfFile) this.#networksSeen.add(network);
    for (const subscription of this.#subscriptions.values()) subscription.missing = true;
    for (const row of file) {
      const account = row['合同号']!;
      if (!this.#customers.has(account)) {
        const number = row['业务接入号']!;
        const assigned = opening.has(this.#networkOf(row['计费区域']!))
          ? this.#assigned.get(account)
          : undefined;
        this.#customers.set(account, {
          founder: row,
          community: assigned ?? this.#byRule(number) ?? this.#poolOf(row['计费区域']!),
          waitsForLine: assigned === undefined && !this.#cabinets.has(number),
        });
      }
      this.#subscriptions.set(row['用户ID']!, { account, missing: false });
    }
  }

  #byRule(accessNumber: string): string | undefined {
    const inner = /^[a-z][a-z](\d{4}\d{7})\d\d$/.exec(accessNumber);
    const number = Number(inner ? inner[1] : accessNumber.replaceAll('-', ''));
    const candidates = (this.#rules.get(this.#cabinets.get(accessNumber) ?? '') ?? [])
      .map(({ from, to, community }) => {
        const [low, high] = [from, to].map((end) => Number(end.replaceAll('-', '')));
        return from === ''
          ? { width: Infinity, fits: true, community }
          : { width: high! - low!, fits: low! <= number && number <= high!, community };
      })
      .filter(({ fits }) => fits);
    const narrowest = Math.min(...candidates.map(({ width }) => width));
    const communities = candidates
      .filter(({ width }) => width === narrowest)
      .map(({ community }) => community);
    return communities.filter((community) => community !== '').sort()[0];
  }

  #poolOf(area: string): string {
    for (const [code, unit] of this.#units)
      if (unit['类型'] === '未分配社区' && unit['渠道'] === '公众' && unit['计费区域'] === area) return code;
    throw new Error(`no pool for ${area}`);
  }

  #networkOf(area: string): string {
    let code = this.#poolOf(area);
    while (this.#units.get(code)!['类型'] !== '本地网') code = this.#units.get(code)!['上级编码']!;
    return code;
  }
}

function readRows(file: string): Row[] {
  const raw = readFileSync(file);
  let text = raw.toString('utf8');
  if (text.includes('\uFFFD')) text = new TextDecoder('gb18030').decode(raw);
  return parse(text, { columns: true, bom: true }) as Row[];
}

const fen = (yuan: string): number => Math.round(Number(yuan) * 100);

const FEE_HEADERS = ['月租费', '本地话费', '长途话费', '国际话费', '上网费', '增值业务费', '其他费'] as const;

function feeSums(rows: Row[]): Record<string, number> {
  return Object.fromEntries(
    FEE_HEADERS.map((header) => [header, rows.reduce((sum, row) => sum + fen(row[header]!), 0)]),
  );
}
