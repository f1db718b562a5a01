import type { Reassignment } from '../../shared/domain/rows.ts';

/** A request as the person sees it: the server's row with what he asked, decided or took back himself laid over it. */
export interface RequestView extends Reassignment {
  /** What was written here and has not been seen by the server. */
  waiting: 'ask' | 'decision' | 'withdrawal' | null;
  /** The outbox entry that was refused; the request then stands as the server has it. */
  attention: string | null;
}
