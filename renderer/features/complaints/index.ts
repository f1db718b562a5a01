export { ComplaintButton } from './complaint-button.tsx';
export { ComplaintsOfCustomer } from './complaints-of-customer.tsx';
export { ComplaintsPage } from './complaints-page.tsx';
export { complaintPath, COMPLAINTS_PATH } from './paths.ts';
export { useComplaintLines } from './use-complaint-lines.ts';
export { useUnsolvedOf } from './use-unsolved-of.ts';
export { useRisenCount } from './use-risen-count.ts';
