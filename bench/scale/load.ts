/** What the process that plays the clients is told to do, and what it says. */

export interface LoadPerson {
  staffId: string;
  /** As `npm run admin -- issue-token` printed it. */
  token: string;
  /** A customer in the person's care, about whom he writes. */
  customerCode: string;
}

export interface LoadOrder {
  /** Server processes of one store. Clients are dealt out among them, and go on to the next where theirs is gone. */
  urls: string[];
  /** Clients are dealt out among them in turn: several devices of one person. */
  people: LoadPerson[];
  clients: number;
  seconds: number;
}

export type LoadMessage =
  /** Every client holds what it may hold, and waits for `go`. */
  { kind: 'ready' } | ({ kind: 'done' } & LoadReport);

export interface LoadReport {
  /** Milliseconds of each request, from sending it to the last byte of its answer. */
  pulls: number[];
  pushes: number[];
  /** Rows that pulls brought: what the others wrote. */
  rows: number;
  /** What was answered other than with success, or not at all by any server. */
  errors: string[];
  /** How often a client went on to another server. */
  switched: number;
  /** Ids of the interactions that a server has acknowledged. */
  acknowledged: string[];
  /** Buckets compared with the server's sums at the end, and those that differed. */
  compared: number;
  differing: string[];
}
