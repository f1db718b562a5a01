import { arrears } from './arrears.ts';
import { coverage, outcomes, people } from './contacts.ts';
import { expiry } from './expiry.ts';
import { newCustomers } from './new-customers.ts';
import { bands, revenue } from './revenue.ts';
import { agreements, base, development, packages, prepaid, suspended, traffic } from './subscriptions.ts';
import type { ReportTable } from './table.ts';
import { zeroArrears } from './zero-arrears.ts';

/** Every report by its id; its words are in the catalogue under the same id. */
export const REPORT_TABLES = {
  revenue,
  development,
  arrears,
  zeroArrears,
  expiry,
  coverage,
  bands,
  prepaid,
  suspended,
  traffic,
  newCustomers,
  base,
  agreements,
  packages,
  people,
  outcomes,
} as const satisfies Record<string, ReportTable>;
export type ReportId = keyof typeof REPORT_TABLES;

export const isReportId = (text: string): text is ReportId => Object.hasOwn(REPORT_TABLES, text);
export const reportTable = (id: ReportId): ReportTable => REPORT_TABLES[id];

/** 固定报表, in the order of the chooser. */
export const FIXED_REPORTS: readonly ReportId[] = [
  'revenue',
  'development',
  'arrears',
  'zeroArrears',
  'expiry',
  'coverage',
  'bands',
  'base',
  'suspended',
  'prepaid',
  'traffic',
  'newCustomers',
];
/** 营销管控. */
export const CONTROL_REPORTS: readonly ReportId[] = ['people', 'outcomes', 'coverage'];
/** 商务分析. */
export const BUSINESS_REPORTS: readonly ReportId[] = [
  'traffic',
  'expiry',
  'prepaid',
  'packages',
  'agreements',
];
