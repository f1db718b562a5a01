import type { FeedRun, SetAsideRow } from './runs.ts';

const FACT_WORDS: Readonly<Record<string, string>> = {
  founded: 'customers founded',
  accountsChanged: 'subscriptions under another account',
  closed: 'customers closed',
  reopened: 'customers reopened',
  matchedAgain: 'customers matched again',
  ties: 'tied rules',
  waiting: 'waiting for their subscription',
  waitingFeesTaken: 'waiting fee rows taken',
  accountsDiffer: 'accounts differ from billing',
  localDifferences: 'differ from changes made here',
  disabled: 'people disabled',
  rolesRemoved: 'roles removed',
};

const grouped = (n: number): string => n.toLocaleString('en-US');

/** One line that a person can read: `taken    arrears_20261120.csv  612 rows: 612 changed ... (0.12 s)`. */
export function describeRun(run: FeedRun): string {
  const head = `#${run.run_id} ${run.outcome === 'TAKEN' ? 'taken  ' : 'REFUSED'} ${run.file}`;
  if (run.outcome === 'REFUSED') return `${head}  ${run.refusal}: ${run.detail}`;
  const counts = [
    `${grouped(run.rows_changed)} changed`,
    `${grouped(run.rows_unchanged)} unchanged`,
    `${grouped(run.rows_set_aside)} set aside`,
  ];
  if (run.rows_removed > 0) counts.push(`${grouped(run.rows_removed)} no longer in the file`);
  const facts = Object.entries(run.facts)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${grouped(n)} ${FACT_WORDS[name] ?? name}`);
  const more = facts.length > 0 ? `; ${facts.join(', ')}` : '';
  return `${head}  ${grouped(run.rows_read)} rows: ${counts.join(', ')}${more} (${(run.duration_ms / 1000).toFixed(2)} s)`;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** RFC 4180: line, reason, and the row as its file has it in one cell. */
export const setAsideCsv = (rows: readonly SetAsideRow[]): string =>
  ['line,reason,row', ...rows.map(({ line, reason, row }) => `${line},${reason},${quoted(row)}`)]
    .map((line) => `${line}\r\n`)
    .join('');
