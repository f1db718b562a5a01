export { CabinetsPage } from './cabinets-page.tsx';
export { cabinetsPath } from './cabinets-path.ts';
