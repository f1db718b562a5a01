import { keptWith } from '../../shared/lib/kept-with.ts';
import { mergeCells, reportTable, tableFold } from '../../shared/reports/index.ts';
import type { Cells, ReportFrame, ReportId } from '../../shared/reports/index.ts';
import type { CustomerIndex } from './types.ts';

/** What a report counts, by community: the figures of a unit are the sum of those of the communities below it. */
export type CellsByCommunity = ReadonlyMap<string, Cells>;

interface Counted {
  answered: ReportFrame['answered'];
  cells: CellsByCommunity;
}

/** As long as nothing has changed, another unit or a month looked at before costs no second count. */
const countedIn = keptWith((_: CustomerIndex) => new Map<string, Counted>());

/** Everybody who is here, counted in one pass for all units. */
export function cellsByCommunity(index: CustomerIndex, id: ReportId, frame: ReportFrame): CellsByCommunity {
  const ofIndex = countedIn(index);
  const key = `${id} ${frame.day} ${frame.month}`;
  const known = ofIndex.get(key);
  if (known !== undefined && known.answered === frame.answered) return known.cells;
  const cells = index.foldByCommunity(tableFold(reportTable(id), frame));
  ofIndex.set(key, { answered: frame.answered, cells });
  return cells;
}

/** @param isIn which communities are added up */
export function sumOfCells(byCommunity: CellsByCommunity, isIn: (communityCode: string) => boolean): Cells {
  const sum: Cells = {};
  for (const [code, cells] of byCommunity) if (isIn(code)) mergeCells(sum, cells);
  return sum;
}
