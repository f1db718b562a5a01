export { BusinessPage } from './business-page.tsx';
export { LocalUnits } from './choices.tsx';
export { FixedReportsPage } from './fixed-page.tsx';
export { InstalledHalves } from './installed-halves.tsx';
export { InstalledBasePage } from './installed-page.tsx';
