export * from './agreement-expiry.ts';
export * from './arrears-ageing.ts';
export * from './customer-facts.ts';
export * from './fold.ts';
export * from './installed-base.ts';
export * from './movers.ts';
export * from './revenue-by-class.ts';
