export { BusinessPage } from './business-page.tsx';
export { FixedReportsPage } from './fixed-page.tsx';
export { InstalledBasePage } from './installed-page.tsx';
