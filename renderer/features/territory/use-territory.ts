import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { holdsCustomers } from '../../../shared/domain/org-units.ts';
import type { Rollup } from '../../../shared/domain/rollups.ts';
import type { Freshness, OrgUnitRow } from '../../../shared/domain/rows.ts';
import { useHoldings, useReference, useWorkspace } from '../../session/react.tsx';
import { freshnessOf, lineOf, merged } from './figures.ts';
import type { UnitLine } from './figures.ts';
import { childrenOf, rootsOf, unitTree, wayTo } from './tree.ts';
import type { UnitNode } from './tree.ts';

export interface Territory {
  /** Null where somebody has roles at several units and looks at all of them. */
  unitCode: string | null;
  name: string;
  /** The unit is a community: nothing to compare below it, customers to open. */
  community: OrgUnitRow | null;
  rollup: Rollup;
  freshness: readonly Freshness[];
  /** The units right below. */
  lines: readonly UnitLine[];
  /** From the root to the unit. */
  way: readonly OrgUnitRow[];
  tree: readonly UnitNode[];
  choose: (unitCode: string | null) => void;
}

export type TerritoryState =
  { kind: 'reading' | 'nothing' | 'failed' } | { kind: 'ready'; territory: Territory };

/** What is looked at stands in the address; its roll-ups are read from the cache, and again when one has changed. */
export function useTerritory(): TerritoryState {
  const { t } = useTranslation();
  const { units, freshness } = useReference();
  const holdings = useHoldings();
  const [params, setParams] = useSearchParams();

  const roots = useMemo(() => rootsOf(units, holdings.units), [units, holdings.units]);
  const tree = useMemo(() => unitTree(units, holdings.units), [units, holdings.units]);
  const asked = params.get('unit');
  const way = asked === null ? [] : wayTo(units, holdings.units, asked);
  const shown = way.at(-1) ?? (roots.length === 1 ? roots[0]! : null);
  const below = shown === null ? roots : childrenOf(units, shown.unitCode);
  const codes = [...(shown === null ? [] : [shown.unitCode]), ...below.map((unit) => unit.unitCode)];
  const read = useRollups(codes, holdings.rollupVersion);

  if (holdings.known && holdings.units.size === 0) return { kind: 'nothing' };
  if (read.kind === 'failed') return { kind: 'failed' };
  const rollup =
    shown === null
      ? merged(below.flatMap((unit) => read.rollups.get(unit.unitCode) ?? []))
      : (read.rollups.get(shown.unitCode) ?? null);
  if (rollup === null) return { kind: read.kind === 'reading' ? 'reading' : 'nothing' };
  const choose = (unitCode: string | null): void => {
    const next = new URLSearchParams(params);
    if (unitCode === null) next.delete('unit');
    else next.set('unit', unitCode);
    setParams(next);
  };
  const community = shown !== null && holdsCustomers(shown) ? shown : null;
  return {
    kind: 'ready',
    territory: {
      unitCode: shown?.unitCode ?? null,
      name: shown?.name ?? t('territory.all'),
      community,
      rollup,
      freshness: freshnessOf(freshness, rollup.asOf),
      lines: below.flatMap((unit) => {
        const own = read.rollups.get(unit.unitCode);
        const { unitCode, name } = unit;
        return own ? [lineOf(own, { unitCode, name, isCommunity: holdsCustomers(unit) })] : [];
      }),
      way: way.length > 0 ? way : shown === null ? [] : [shown],
      tree,
      choose,
    },
  };
}

export interface ReadRollups {
  kind: 'reading' | 'read' | 'failed';
  rollups: ReadonlyMap<string, Rollup>;
}

/** The roll-ups of some units. While others are read the last ones stay, so that nothing flickers. */
export function useRollups(codes: readonly string[], version: string): ReadRollups {
  const { territory } = useWorkspace();
  const key = codes.join(' ');
  const [read, setRead] = useState<ReadRollups>({ kind: 'reading', rollups: new Map() });
  useEffect(() => {
    let left = false;
    territory.rollups(key === '' ? [] : key.split(' ')).then(
      (rollups) => {
        if (!left) setRead({ kind: 'read', rollups });
      },
      () => {
        if (!left) setRead({ kind: 'failed', rollups: new Map() });
      },
    );
    return () => {
      left = true;
    };
  }, [territory, key, version]);
  return read;
}
