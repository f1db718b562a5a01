import type { RequestView } from '../../data/request-view.ts';

/** 待我审批, 我的申请, and what has been decided or told. */
export const REQUEST_GROUPS = ['inbox', 'mine', 'done'] as const;
export type RequestGroup = (typeof REQUEST_GROUPS)[number];

/** In the inbox the longest wait comes last, as it came in; everything else the newest first. */
export const groupOf = ({ part, state }: RequestView): RequestGroup => {
  if (part === 'ASKER') return 'mine';
  return part === 'APPROVER' && state === 'OPEN' ? 'inbox' : 'done';
};

export const ofGroup = (requests: readonly RequestView[], group: RequestGroup): RequestView[] =>
  requests.filter((request) => groupOf(request) === group);

/** A customer for whom a request of mine is open cannot be asked for once more. */
export const askedByMe = (requests: readonly RequestView[]): ReadonlySet<string> =>
  new Set(
    requests
      .filter(
        (request) => request.part === 'ASKER' && request.state === 'OPEN' && request.customerCode !== '',
      )
      .map((request) => request.customerCode),
  );

const HOUR_MS = 3_600_000;
/** From so many days on a request is to be decided soon. */
const LONG_DAYS = 7;

export interface Wait {
  hours: number;
  days: number;
  long: boolean;
}

/** How long it has been waiting, by whole hours below a day and whole days from then on. */
export function waitOf({ askedAt }: Pick<RequestView, 'askedAt'>, now: Date): Wait {
  const hours = Math.max(0, Math.floor((now.getTime() - Date.parse(askedAt)) / HOUR_MS));
  const days = Math.floor(hours / 24);
  return { hours, days, long: days >= LONG_DAYS };
}
