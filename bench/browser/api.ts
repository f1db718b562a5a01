/** What the page does for Node, through `page.evaluate`. All times are milliseconds as the page measures them. */
export interface BenchPage {
  download(who: Person): Promise<Download>;
  reopen(who: Person): Promise<Reopening>;
  rawWrite(who: Person): Promise<RawRun>;
  rawRead(who: Person): Promise<RawRun>;
  typing(who: Person): Promise<Typing>;
  /** Opens what he has here and keeps it in step with the server. @returns when all is verified */
  follow(who: Person): Promise<void>;
  /** @returns the time (ms since 1970) at which his index says that he is to see this customer on that day */
  seen(customerCode: string, nextOn: string): Promise<number>;
  /** Saves edits while a first download runs, to the last row that it stores. */
  writeDuringDownload(who: Person, most: number): Promise<SavedEdits>;
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
  /** Until everything is in its table. */
  ms: number;
  /** Until everything is here and verified. */
  waitedMs: number;
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
  /** What sealing these rows takes by itself, page by page; 0 where none is written. */
  sealMs: number;
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
  /** One sample per list of subscriptions. */
  lists: TimedText[];
  /** One sample per report. */
  reports: TimedText[];
  /** One sample per analysis, and per list behind a report's figure. */
  analyses: TimedText[];
}

export interface SavedEdits {
  /** One per edit: until the screen may say that it is saved. */
  ms: number[];
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
