export { ListsPage } from './lists-page.tsx';
export { listsPath } from './list-query.ts';
