export { DivisionPage } from './division-page.tsx';
export { workbookWords } from './workbook-words.ts';
