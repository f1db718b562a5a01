import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type {
  CustomerConditions,
  CustomerIndex,
  CustomerSummary,
  Positions,
  Sort,
} from '../../../data/types.ts';
import { useIndex, useWorkspace } from '../../../session/react.tsx';
import { customersPath, readListQuery, writeListQuery } from './list-query.ts';
import { listSessionOf, type ListSession } from './list-session.ts';

export interface CustomerList {
  index: CustomerIndex;
  conditions: CustomerConditions;
  sort: Sort | undefined;
  positions: Positions;
  /** The address of this list. */
  path: string;
  at: (position: number) => CustomerSummary;
  codeAt: (position: number) => string;
  ask: (conditions: CustomerConditions, sort?: Sort | undefined) => void;
  session: ListSession;
}

/** Where nobody chose an order: rows lie in the index as they came, and a change of one would move it to the end. */
const BY_CODE: Sort = { key: 'customerCode', descending: false };

/** What the address asks for, answered by the index. */
export function useCustomerList(): CustomerList {
  const workspace = useWorkspace();
  const index = useIndex();
  const session = listSessionOf(workspace);
  const [params, setParams] = useSearchParams();

  const query = useMemo(() => readListQuery(params), [params]);
  const positions = useMemo(() => index.query(query.conditions, query.sort ?? BY_CODE), [index, query]);
  const at = useMemo(() => remembering(index), [index]);
  const codeAt = useCallback((position: number) => index.codeAt(position), [index]);
  const ask = useCallback(
    (conditions: CustomerConditions, sort?: Sort) =>
      setParams(writeListQuery({ conditions, sort }), { replace: true }),
    [setParams],
  );
  return {
    index,
    ...query,
    positions,
    path: customersPath(query.conditions, query.sort),
    at,
    codeAt,
    ask,
    session,
  };
}

const REMEMBERED = 512;

/** Thirteen cells ask for the same row; the rows on the screen are read from the index once. */
function remembering(index: CustomerIndex): (position: number) => CustomerSummary {
  const known = new Map<number, CustomerSummary>();
  return (position) => {
    const remembered = known.get(position);
    if (remembered) return remembered;
    if (known.size >= REMEMBERED) known.clear();
    const summary = index.at(position);
    known.set(position, summary);
    return summary;
  };
}
