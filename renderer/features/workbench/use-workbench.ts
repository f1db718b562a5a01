import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Month } from '../../../shared/lib/dates.ts';
import type { CustomerConditions, CustomerIndex } from '../../data/types.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { useServerNow } from '../../ui/index.ts';
import { offeredMonths, standingFigures, workbenchFigures } from './figures.ts';
import type { StandingFigures, WorkbenchFigures } from './figures.ts';
import { scopeChoices } from './scope.ts';
import type { ScopeChoice } from './scope.ts';

export interface Workbench {
  index: CustomerIndex;
  /** Of the month that is looked at. */
  figures: WorkbenchFigures;
  /** Of today, whatever month is looked at. */
  standing: StandingFigures;
  scopes: readonly ScopeChoice[];
  scope: ScopeChoice;
  /** What every list that opens from here is restricted to. */
  conditions: CustomerConditions;
  months: readonly Month[];
  chooseScope: (unitCode: string | null) => void;
  chooseMonth: (month: Month) => void;
}

/** What is looked at stands in the address, so that a way back from a list brings the same workbench. */
export function useWorkbench(): Workbench {
  const { t } = useTranslation();
  const index = useIndex();
  const { units } = useReference();
  const today = todayOf(useServerNow());
  const [params, setParams] = useSearchParams();

  const scopes = useMemo(
    () => scopeChoices(index.countByCommunity(), units, t('workbench.scopeAll')),
    [index, units, t],
  );
  const months = useMemo(() => offeredMonths(index), [index]);
  const scope = scopes.find(({ unitCode }) => unitCode === params.get('unit')) ?? scopes[0]!;
  const month = months.find((one) => one === params.get('month')) ?? index.thisMonth;
  const { unitCode } = scope;
  const conditions = useMemo(() => (unitCode === null ? {} : { unitCode }), [unitCode]);
  const standing = useMemo(() => standingFigures(index, conditions, today), [index, conditions, today]);
  const figures = useMemo(
    () => workbenchFigures(index, conditions, standing, month),
    [index, conditions, standing, month],
  );
  const choose = (name: string, value: string | null): void => {
    const next = new URLSearchParams(params);
    if (value === null) next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true });
  };
  return {
    index,
    figures,
    standing,
    scopes,
    scope,
    conditions,
    months,
    chooseScope: (code) => choose('unit', code),
    chooseMonth: (chosen) => choose('month', chosen === index.thisMonth ? null : chosen),
  };
}
