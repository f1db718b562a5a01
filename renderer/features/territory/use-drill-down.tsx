import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CustomerConditions, Sort } from '../../data/types.ts';
import { useHoldings, useReference } from '../../session/react.tsx';
import { customersPath } from '../customers/index.ts';
import { DrillDialog } from './drill-dialog.tsx';
import { communitiesBelow, rootsOf } from './tree.ts';

export type OpenCustomers = (conditions: CustomerConditions, sort?: Sort) => void;

/**
 * A figure's way to the customers that it counts: straight to the list where all of them are here, else over a dialog
 * that says which communities are not, and opens them.
 */
export function useDrillDown(unitCode: string | null): { openCustomers: OpenCustomers; dialog: ReactNode } {
  const navigate = useNavigate();
  const { units } = useReference();
  const holdings = useHoldings();
  const [asked, setAsked] = useState<{ path: string; unitCode: string | null } | null>(null);
  const communities = useMemo(() => {
    const tops = unitCode === null ? rootsOf(units, holdings.units).map((unit) => unit.unitCode) : [unitCode];
    return tops.flatMap((code) => communitiesBelow(units, code)).filter((unit) => !unit.retired);
  }, [units, holdings.units, unitCode]);

  const openCustomers: OpenCustomers = (conditions, sort) => {
    const path = customersPath({ ...conditions, ...(unitCode === null ? {} : { unitCode }) }, sort);
    if (communities.every((unit) => holdings.communities.has(unit.unitCode))) void navigate(path);
    else setAsked({ path, unitCode });
  };
  const stillHere = asked !== null && asked.unitCode === unitCode;
  return {
    openCustomers,
    dialog: stillHere && (
      <DrillDialog
        communities={communities}
        onClose={() => setAsked(null)}
        onList={() => void navigate(asked.path)}
      />
    ),
  };
}
