export { NoticeBell } from './notice-bell.tsx';
export { NoticesPage } from './notices-page.tsx';
export { useUnreadNotices } from './use-notices.ts';
