/**
 * The clauses of SPEC.md that the model can be run without. Taking one away must be noticed: then the check that
 * notices it is a check worth having, and the clause is one that is needed.
 */
export const CLAUSES = {
  'S1.log': 'a change that comes by SQL is logged like any other',
  'S1.move': 'a move writes a tombstone in the old bucket',
  'S2.seal': 'seq is given at commit, not at write time',
  'S3.snapshot': 'all buckets of an answer are read from one snapshot',
  'S4.reset': 'a cursor older than a purge is reset',
  'S4.base': 'base stays where the download began',
  'S5.sums': 'n and h are said for every complete bucket',
  'S6.anew': 'the bucket set is computed anew for every page',
  'S7.once': 'a uid has its effect once',
  'S7.order': 'a number that skips or is past is E_GAP',
  'S7.receipt': 'the receipt commits with the effect',
  'S8.conflict': 'a field that both sides changed is a conflict',
  'S8.late': 'a note on a customer that has moved on is taken late',
  'S8.depends': 'what depends on a refused mutation is refused',
  'S8.park': 'a mutation that fails ten times is parked, and the rest flows',
  'S9.epoch': 'a restored backup is another epoch',
  'S9.mark': 'a clock behind the high-water mark is another epoch',
  'S9.ahead': 'a cursor ahead of the clock is another epoch',
  'S9.clear': 'with another epoch cursors and row seqs are cleared',
  'S9.replay': 'with another epoch acknowledged mutations are sent again',
  'S9.asked': 'a push is answered in the life of history that it asked for',
  'S9.stale-answer': 'an answer of another epoch settles nothing',
  'S10.truncate': 'truncate is refused',
  'S11.scope': 'a mutation is checked against the scope of its sender',
  'S11.now': '... as it stands at that moment',
  'C1.compare': 'a page is dropped when cursors or epoch have moved on',
  'C1.one': 'rows and cursors of a page are one transaction',
  'C2.defer': 'removes wait for a complete answer',
  'C2.only-there': 'a remove takes only the row that still sits there, and is older',
  'C3.sweep': 'a reset bucket is swept at completion',
  'C3.leave': 'rows of buckets that are no longer mine go',
  'C3.verify': 'n and h are verified, and a mismatch is read anew',
  'C4.overlay': 'an edit is shown until a checkpoint has shown its effect',
  'C5.durable': 'an edit is on disk before it is said to be saved',
  'C5.journal': 'the outbox has a second home outside of the storage',
  'C5.client-id': 'after a loss a new client id is taken',
  'C6.keep': 'rejected and conflicting mutations stay until the person decides',
  'C7.keep': 'edits on a customer that leaves stay in the outbox',
  'C8.lock': 'one window at a time syncs',
  'C9.journal': 'while the storage is full, edits go to the journal',
  'C11.apart': 'cache and outbox belong to one person',
} as const;

export type Clause = keyof typeof CLAUSES;
export const ALL_CLAUSES = Object.keys(CLAUSES) as readonly Clause[];

/** Whether a clause is kept in this run. */
export type Holds = (clause: Clause) => boolean;
export const without =
  (...removed: readonly Clause[]): Holds =>
  (clause) =>
    !removed.includes(clause);
