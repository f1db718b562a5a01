import { useCallback, useEffect, useRef, useState } from 'react';
import {
  adjustmentsResponse,
  MAX_ADJUSTMENTS,
  type Adjustment,
  type AdjustmentKind,
} from '../../../shared/api/adjustments.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { Online } from '../../data/online.ts';
import { useSyncStatus, useWorkspace } from '../../session/react.tsx';

/** What the log is narrowed to; days are both included. */
export interface LogFilter {
  customerCode?: string;
  unitCode?: string;
  kind?: AdjustmentKind;
  actor?: string;
  fromDay?: Day;
  toDay?: Day;
}

const PAGE_ROWS = 200;

export interface Adjustments {
  rows: readonly Adjustment[];
  more: boolean;
  reading: boolean;
  problem: unknown;
  loadMore: () => void;
  retry: () => void;
  /** Everything that the filter finds, up to MAX_ADJUSTMENTS rows, read anew. */
  all: () => Promise<Adjustment[]>;
}

interface Reading {
  rows: readonly Adjustment[];
  next: number | null;
  reading: boolean;
  problem: unknown;
}

const NOTHING: Reading = { rows: [], next: null, reading: true, problem: null };

/** The log, the newest first, page by page. Another filter begins anew; so does the network that comes back. */
export function useAdjustments(filter: LogFilter): Adjustments {
  const { online } = useWorkspace();
  const offline = useSyncStatus().state === 'offline';
  const [state, setState] = useState<Reading>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const asked = useRef(0);

  const load = useCallback(
    async (before: Reading): Promise<void> => {
      const mine = ++asked.current;
      const next = await readPage(online, filter, before.next, PAGE_ROWS).then(
        (page): Reading => ({
          rows: [...before.rows, ...page.adjustments],
          next: page.next,
          reading: false,
          problem: null,
        }),
        (problem: unknown): Reading => ({ ...before, reading: false, problem }),
      );
      if (mine === asked.current) setState(next);
    },
    [online, filter],
  );
  useEffect(() => {
    void load(NOTHING);
  }, [load, attempt, offline]);
  return {
    rows: state.rows,
    more: state.next !== null,
    reading: state.reading,
    problem: state.problem,
    loadMore: () => {
      setState({ ...state, reading: true });
      void load(state);
    },
    retry: () => setAttempt((n) => n + 1),
    all: async () => (await readPage(online, filter, null, MAX_ADJUSTMENTS)).adjustments,
  };
}

const readPage = (online: Online, filter: LogFilter, before: number | null, limit: number) =>
  online.ask({
    path: '/adjustments/v1',
    query: {
      customer_code: filter.customerCode,
      unit_code: filter.unitCode,
      kind: filter.kind,
      actor: filter.actor,
      from_day: filter.fromDay,
      to_day: filter.toDay,
      before: before ?? undefined,
      limit,
    },
    answer: adjustmentsResponse,
    timeoutMs: 60_000,
  });
