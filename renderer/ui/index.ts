export { AsOfHint, oldestPerSource } from './as-of-hint.tsx';
export type { AsOfHintProps } from './as-of-hint.tsx';
export {
  COMMAND_GROUPS,
  OfferedCommandsProvider,
  useOfferedCommands,
  useScreenCommands,
} from './commands.tsx';
export type { Command, CommandGroup } from './commands.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorState } from './error-state.tsx';
export { FactList } from './fact-list.tsx';
export { KpiStrip, KpiTile } from './kpi.tsx';
export type { KpiComparison, KpiTileProps } from './kpi.tsx';
export { LongTask } from './long-task.tsx';
export { MaskedText, MaskedValue } from './masked-text.tsx';
export { Page } from './page.tsx';
export { Panel } from './panel.tsx';
export { ReadingState } from './reading-state.tsx';
export { roleTitle } from './role-title.ts';
export { SideDrawer } from './side-drawer.tsx';
export { Sparkline, sparkline } from './sparkline.tsx';
export { ArrearsMark, arrearsMark, StatusText, statusWord } from './status-text.tsx';
export { takeFocus } from './take-focus.ts';
export { useMediaQuery } from './use-media-query.ts';
export { useNow, useServerNow } from './use-now.ts';
export { DataTable, useElementSize } from './table/index.ts';
export type { DataColumn, DataSort, DataTableProps } from './table/index.ts';
export { RevealProvider, useRegisterReveal } from './reveals.ts';
