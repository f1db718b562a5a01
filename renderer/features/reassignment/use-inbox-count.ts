import { useRequests } from '../../session/react.tsx';
import { ofGroup } from './groups.ts';
import { useUnseenAnswers } from './use-answers.ts';

/** What there is for this person: requests that wait for his decision, and answers not looked at; the menu shows it. */
export const useInboxCount = (): number => {
  const unseen = useUnseenAnswers();
  return ofGroup(useRequests(), 'inbox').length + unseen;
};
