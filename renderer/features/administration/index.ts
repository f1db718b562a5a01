export { AdministrationPage } from './administration-page.tsx';
export { useOpenAlarms } from './alarms/use-alarms.ts';
export { MENU_TITLES } from './menu-word.ts';
