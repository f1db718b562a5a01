import { useEffect, useMemo, useState } from 'react';
import { isUnsolved } from '../../../shared/domain/complaints.ts';
import { pathOf } from '../../../shared/domain/org-units.ts';
import type { CustomerDetail, OutboxEntry } from '../../data/types.ts';
import { useOutbox, useReference, useWorkspace } from '../../session/react.tsx';
import { useComplaintLines } from '../complaints/index.ts';
import { useAccess } from '../customers/index.ts';
import { codesOf, todayCandidates, todayItems } from './today.ts';
import type { DueComplaint, TodayCandidates, TodayItem } from './today.ts';
import type { Workbench } from './use-workbench.ts';

export interface Today {
  /** Null while the cache is read. */
  items: readonly TodayItem[] | null;
  details: ReadonlyMap<string, CustomerDetail>;
}

const NOTHING: ReadonlyMap<string, CustomerDetail> = new Map();

/** The list of the day, with what stands about its customers. */
export function useToday({ index, conditions, standing, scope }: Workbench): Today {
  const { staff } = useAccess();
  const complaints = useDueComplaints(scope.unitCode, standing.today);
  const unsent = useUnsent();
  const candidates = useMemo(
    () => todayCandidates(index, conditions, standing, { staffNo: staff.staff_no, unsent }, complaints),
    [index, conditions, standing, staff.staff_no, unsent, complaints],
  );
  const details = useDetails(candidates);
  const items = useMemo(
    () => (details === null ? null : todayItems(candidates, details, staff.staff_no, standing.today)),
    [candidates, details, staff.staff_no, standing.today],
  );
  return { items, details: details ?? NOTHING };
}

/** Customers with a record of one's own that the server has not shown yet; the same list until another one comes or goes. */
function useUnsent(): readonly string[] {
  const outbox = useOutbox();
  const key = useMemo(() => [...new Set(outbox.filter(isOfRecord).map(customerOf))].join('\n'), [outbox]);
  return useMemo(() => key.split('\n'), [key]);
}

const isOfRecord = ({ type }: OutboxEntry): boolean => type.startsWith('interaction.');
const customerOf = ({ customerCode }: OutboxEntry): string => customerCode;

/** One's own complaints of the part of the scope that is looked at, due by today. */
function useDueComplaints(unitCode: string | null, today: string): readonly DueComplaint[] {
  const lines = useComplaintLines();
  const { units } = useReference();
  return useMemo(
    () =>
      lines.flatMap(({ complaint, customer, isMine }) =>
        isMine &&
        customer !== null &&
        isUnsolved(complaint) &&
        complaint.dueOn <= today &&
        (unitCode === null || pathOf(customer.communityCode, units).includes(unitCode))
          ? [{ customer, complaint }]
          : [],
      ),
    [lines, units, unitCode, today],
  );
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
