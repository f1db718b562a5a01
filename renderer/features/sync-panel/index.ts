export { SyncPanel } from './sync-panel.tsx';
export type { SyncPanelProps } from './sync-panel.tsx';
export { SyncPill } from './sync-pill.tsx';
export { countOutbox } from './pill.ts';
export type { OutboxCounts } from './pill.ts';
export { editKind } from './edit-words.ts';
