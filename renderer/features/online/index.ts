export { OnlineProblem, onlineProblem } from './online-problem.tsx';
export { useOnlineRead } from './use-online-read.ts';
export type { OnlineReading } from './use-online-read.ts';
