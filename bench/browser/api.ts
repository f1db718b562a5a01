/** What the page does for Node, through `page.evaluate`. All times are milliseconds as the page measures them. */
export interface BenchPage {
  download(who: Person): Promise<Download>;
  reopen(who: Person): Promise<Reopening>;
  rawWrite(who: Person): Promise<RawRun>;
  rawRead(who: Person): Promise<RawRun>;
  typing(who: Person): Promise<Typing>;
  exportProduct(rows: number): Promise<ExportRun>;
  exportPlain(rows: number): Promise<ExportRun>;
}

export interface Person {
  staffNo: string;
  password: string;
  /** Known after a sign-in. */
  staffId: string;
  /** How many customers he holds. */
  customers: number;
  /** What day the page takes it to be: an ISO time. */
  now: string;
}

export interface Download {
  staffId: string;
  ms: number;
  /** Until the list can be used with its first 10,000 customers. */
  first10kMs: number;
  rows: number;
}

export interface Reopening {
  ms: number;
  customers: number;
}

export interface RawRun {
  ms: number;
  rows: number;
  /** Characters of all bodies. */
  characters: number;
}

/** One sample per keystroke or per list. */
export interface Typing {
  search: TimedText[];
  list: TimedText[];
  filterSort: TimedText[];
  /** One sample per fold of a chart. */
  folds: TimedText[];
}

export interface TimedText {
  what: string;
  ms: number;
  found: number;
}

export interface ExportRun {
  ms: number;
  bytes: number;
  /** The longest time during which the page could do nothing else. */
  longestGapMs: number;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
