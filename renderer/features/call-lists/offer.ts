import type { CallPurpose } from '../../../shared/domain/calls.ts';

/** What a screen knows of a list that could be made from it; the person may change all of it. */
export interface CallListOffer {
  /** Sample: `60 天内到期续约`. */
  name?: string;
  purpose?: CallPurpose;
  /** Lines with places for facts, as in scripts.ts; absent: the one of the purpose. */
  script?: string;
}
