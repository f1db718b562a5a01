import type { Fen } from '../../shared/lib/money.ts';

/** Where generated rows go: a folder, or memory in a test. Rows of many files arrive interleaved. */
export interface FeedSink {
  /** `file` is relative, `20261031/billing_users_20261031.csv`; the header opens it. */
  open(file: string, header: string): FeedFile;
  close(): void;
}

export interface FeedFile {
  readonly rows: number;
  row(...cells: readonly (string | number)[]): void;
  /** A row already joined by commas, of numbers only: two hundred thousand fee rows need no look for quotes. */
  plainRow(text: string): void;
}

/** The header of each kind, exactly as the upstream systems write it. */
export const FEED_HEADERS = {
  org_units: '组织编码,组织名称,上级编码,类型,渠道,计费区域',
  cross_boxes: '交接箱,计费区域,号码段起,号码段止,社区编码',
  staff: '工号,姓名,角色,组织编码',
  opening_assignments: '合同号,社区编码,统计属性',
  billing_users:
    '用户ID,用户名称,业务接入号,产品,装机地址,用户状态,合同号,计费区域,入网日期,拆机日期,联系电话',
  line97: '业务接入号,交接箱,端子,局向',
  bi_fees:
    '用户ID,账期,月租费,本地话费,长途话费,国际话费,上网费,增值业务费,其他费,应收合计,本地分钟,长途分钟,国际分钟,上网流量MB',
  arrears: '合同号,用户ID,欠费账期起,欠费月数,欠费金额',
  agreements: '协议号,用户ID,套餐名称,开始日期,到期日期,月承诺消费,违约金',
  prepaid: '用户ID,预付费余额,更新日期',
  orders10000: '工单号,用户ID,业务类型,当前环节,受理时间',
} as const;

/** RFC 4180: quoted only where a comma, a quote or a line break asks for it. */
export const csvCell = (value: string | number): string => {
  const text = typeof value === 'number' ? String(value) : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** -1205 → `-12.05`, as the feeds write yuan. */
export const yuan = (fen: Fen): string => {
  const absolute = Math.abs(fen);
  const cents = absolute % 100;
  return `${fen < 0 ? '-' : ''}${(absolute - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`;
};

/** 2026-11 → 202611 and 2026-11-20 → 20261120, as file names and 账期 write them. */
export const compact = (monthOrDay: string): string => monthOrDay.replaceAll('-', '');
