export { CallListButton } from './call-list-button.tsx';
export { CallPage } from './call-page.tsx';
export { CallListsPage } from './lists-page.tsx';
export type { CallListOffer } from './offer.ts';
export { useCallCount } from './use-call-lists.ts';
