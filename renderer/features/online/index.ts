export { OnlineProblem, onlineProblem } from './online-problem.tsx';
export { usePreviewedChange } from './use-previewed-change.ts';
export type { PreviewedChange } from './use-previewed-change.ts';
export { useOnlineRead } from './use-online-read.ts';
export type { OnlineReading } from './use-online-read.ts';
