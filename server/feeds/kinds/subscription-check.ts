import type { RowCheck } from '../definition.ts';

/** For kinds whose rows hang on a subscription that billing must have brought. */
export const SUBSCRIPTION_JOIN = 'left join subscription x on x.subscription_id = s.subscription_id';
export const UNKNOWN_SUBSCRIPTION: RowCheck = {
  when: 'x.subscription_id is null',
  reason: 'UNKNOWN_SUBSCRIPTION',
};
