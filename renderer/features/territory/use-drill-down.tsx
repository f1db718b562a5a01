import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CustomerConditions, Sort } from '../../data/types.ts';
import { useHoldings, useReference } from '../../session/react.tsx';
import { customersPath } from '../customers/index.ts';
import { DrillDialog } from './drill-dialog.tsx';
import { drillDownOf } from './drill-down.ts';

export type OpenCustomers = (conditions: CustomerConditions, sort?: Sort) => void;

/**
 * A figure's way to the customers that it counts: straight to the list where all of them are here, else over a dialog
 * that says which communities are not, and opens them.
 */
export function useDrillDown(unitCode: string | null): { openCustomers: OpenCustomers; dialog: ReactNode } {
  const navigate = useNavigate();
  const { units } = useReference();
  const holdings = useHoldings();
  const [asked, setAsked] = useState<{
    conditions: CustomerConditions;
    sort: Sort | undefined;
    /** What the screen showed; the dialog closes when it shows something else. */
    shown: string | null;
  } | null>(null);
  const wayOf = useCallback(
    (conditions: CustomerConditions, shown: string | null) =>
      drillDownOf(conditions, { units, held: holdings.units, shown }),
    [units, holdings.units],
  );
  const away = useMemo(
    () => (asked === null || asked.shown !== unitCode ? null : wayOf(asked.conditions, unitCode)),
    [asked, wayOf, unitCode],
  );

  const openCustomers: OpenCustomers = (conditions, sort) => {
    const way = wayOf(conditions, unitCode);
    if (way.communities.every((unit) => holdings.communities.has(unit.unitCode)))
      void navigate(customersPath(way.conditions, sort));
    else setAsked({ conditions, sort, shown: unitCode });
  };
  return {
    openCustomers,
    dialog: away !== null && (
      <DrillDialog
        communities={away.communities}
        onClose={() => setAsked(null)}
        onList={() => void navigate(customersPath(away.conditions, asked?.sort))}
      />
    ),
  };
}
