export { AdministrationPage } from './administration-page.tsx';
export { MENU_TITLES } from './menu-word.ts';
