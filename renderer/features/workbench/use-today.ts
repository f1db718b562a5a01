import { useEffect, useMemo, useState } from 'react';
import type { CustomerDetail } from '../../data/types.ts';
import { useOutbox, useWorkspace } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';
import { codesOf, todayCandidates, todayItems } from './today.ts';
import type { TodayCandidates, TodayItem } from './today.ts';
import type { Workbench } from './use-workbench.ts';

export interface Today {
  /** Null while the cache is read. */
  items: readonly TodayItem[] | null;
  details: ReadonlyMap<string, CustomerDetail>;
}

const NOTHING: ReadonlyMap<string, CustomerDetail> = new Map();

/** The list of the day, with what stands about its customers. */
export function useToday({ index, conditions, figures }: Workbench): Today {
  const { staff } = useAccess();
  const candidates = useMemo(() => todayCandidates(index, conditions, figures), [index, conditions, figures]);
  const details = useDetails(candidates);
  const items = useMemo(
    () => (details === null ? null : todayItems(candidates, details, staff.staff_no, figures.today)),
    [candidates, details, staff.staff_no, figures.today],
  );
  return { items, details: details ?? NOTHING };
}

/** What stands about these customers in the cache; the last answer stays until the next one is there. */
function useDetails(candidates: TodayCandidates): ReadonlyMap<string, CustomerDetail> | null {
  const workspace = useWorkspace();
  const outbox = useOutbox();
  const [details, setDetails] = useState<ReadonlyMap<string, CustomerDetail> | null>(null);
  useEffect(() => {
    let current = true;
    const keep = (all: readonly CustomerDetail[]): void => {
      if (current) setDetails(new Map(all.map((one) => [one.customer.customerCode, one])));
    };
    // A cache that cannot be read is told elsewhere; here nothing is known then.
    workspace.customers(codesOf(candidates)).then(keep, () => keep([]));
    return () => {
      current = false;
    };
  }, [workspace, candidates, outbox]);
  return details;
}
