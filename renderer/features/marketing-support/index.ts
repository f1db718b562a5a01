export { MarketingSupportPage } from './support-page.tsx';
