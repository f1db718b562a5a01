export { DivisionPage } from './division-page.tsx';
