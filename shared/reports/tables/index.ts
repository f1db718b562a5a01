export * from './cell.ts';
export * from './cells.ts';
export { UNSAID } from './contacts.ts';
export * from './registry.ts';
export * from './table.ts';
export * from './unit-reports.ts';
