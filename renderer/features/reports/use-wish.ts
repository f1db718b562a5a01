import { useSearchParams } from 'react-router';
import { isReportId } from '../../../shared/reports/index.ts';
import type { ReportId } from '../../../shared/reports/index.ts';
import type { GridRows } from './report-grid.tsx';
import type { ReportWish } from './use-report.tsx';

export interface WishControl {
  wish: ReportWish;
  rows: GridRows;
  choose: (change: Partial<Record<'report' | 'unit' | 'month' | 'before' | 'rows', string | null>>) => void;
}

const ROWS: readonly GridRows[] = ['items', 'units', 'spread'];

/** What is looked at stands in the address, so that the way back from a list brings the same report. */
export function useWish(reports: readonly ReportId[]): WishControl {
  const [params, setParams] = useSearchParams();
  const asked = params.get('report') ?? '';
  const id = isReportId(asked) && reports.includes(asked) ? asked : reports[0]!;
  const rows = ROWS.find((one) => one === params.get('rows')) ?? 'items';
  return {
    rows,
    wish: {
      id,
      unitCode: params.get('unit'),
      period: params.get('month'),
      before: params.get('before'),
      byUnit: rows !== 'items',
    },
    choose: (change) => {
      const next = new URLSearchParams(params);
      for (const [name, value] of Object.entries(change)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      setParams(next, { replace: true });
    },
  };
}
