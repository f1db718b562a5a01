export * from './list.ts';
export * from './list-fold.ts';
export * from './registry.ts';
