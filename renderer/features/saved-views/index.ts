export type { KeptView } from './kept-views.ts';
export { useKeptViews } from './use-kept-views.ts';
export type { KeptViews } from './use-kept-views.ts';
