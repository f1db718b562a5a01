export { GiveAwayButton } from './give-away-button.tsx';
export { RequestsPage } from './requests-page.tsx';
export { useInboxCount } from './use-inbox-count.ts';
