export { GiveAwayButton } from './give-away-button.tsx';
export { HandoverPage } from './handover-page.tsx';
export { RequestNotice } from './use-request-notice.ts';
export { RequestsPage } from './requests-page.tsx';
export { useInboxCount } from './use-inbox-count.ts';
export { handoverPath } from './handover-path.ts';
