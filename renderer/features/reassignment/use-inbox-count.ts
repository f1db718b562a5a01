import { useRequests } from '../../session/react.tsx';
import { ofGroup } from './groups.ts';

/** How many requests wait for this person's decision; the menu shows it. */
export const useInboxCount = (): number => ofGroup(useRequests(), 'inbox').length;
