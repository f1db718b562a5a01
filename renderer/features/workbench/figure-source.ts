import { useNavigate } from 'react-router';
import type { Freshness } from '../../../shared/domain/rows.ts';
import type { AgreementExpiry } from '../../../shared/reports/index.ts';
import type { CustomerConditions, Sort } from '../../data/types.ts';
import { useReference } from '../../session/react.tsx';
import { customersPath } from '../customers/index.ts';
import type { WorkbenchFigures } from './figures.ts';
import type { Workbench } from './use-workbench.ts';

/** Figures to be shown, wherever they were counted: over the customers that are here, or by the server. */
export interface FigureSource {
  figures: Pick<WorkbenchFigures, 'month' | 'trend' | 'base' | 'ageing'> & {
    expiry: Omit<AgreementExpiry, 'ending'>;
  };
  /** Whose figures they are, in words. */
  name: string;
  freshness: readonly Freshness[];
  /** Leads to the customers behind a figure. */
  open: (conditions: CustomerConditions, sort?: Sort) => void;
}

export function useFigureSource({ figures, conditions, scope }: Workbench): FigureSource {
  const navigate = useNavigate();
  const { freshness } = useReference();
  return {
    figures,
    name: scope.name,
    freshness,
    open: (asked, sort) => void navigate(customersPath({ ...conditions, ...asked }, sort)),
  };
}
