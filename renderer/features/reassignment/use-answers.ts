import { useCallback, useEffect, useMemo } from 'react';
import { useRequests, useSyncStatus } from '../../session/react.tsx';
import { usePersonalSetting } from '../customers/index.ts';
import { answersOf } from './answers.ts';

const MOST_KEPT = 500;

/** Null: nothing was ever noted on this machine. */
const readIds = (stored: unknown): ReadonlySet<string> | null =>
  Array.isArray(stored) ? new Set(stored.map(String)) : null;
const writeIds = (ids: ReadonlySet<string> | null): string[] => [...(ids ?? [])].slice(-MOST_KEPT);

/**
 * Which answers were dealt with on this machine under `name`. What a machine finds at its first download is old news to
 * it: only what comes later counts.
 */
export function useAnswersNoted(name: string): {
  known: ReadonlySet<string> | null;
  note: (ids: readonly string[]) => void;
} {
  const requests = useRequests();
  const { everComplete } = useSyncStatus();
  const [known, setKnown] = usePersonalSetting(name, readIds, writeIds);
  useEffect(() => {
    if (everComplete && known === null) {
      setKnown(new Set(answersOf(requests).map(({ requestId }) => requestId)));
    }
  }, [everComplete, known, requests, setKnown]);
  const note = useCallback(
    (ids: readonly string[]) => {
      if (known !== null && ids.some((id) => !known.has(id))) setKnown(new Set([...known, ...ids]));
    },
    [known, setKnown],
  );
  return { known, note };
}

const SEEN = 'requests.seen';

/** How many answers this person has not looked at yet. */
export function useUnseenAnswers(): number {
  const requests = useRequests();
  const { known } = useAnswersNoted(SEEN);
  return useMemo(
    () => (known === null ? 0 : answersOf(requests).filter(({ requestId }) => !known.has(requestId)).length),
    [requests, known],
  );
}

/** Whoever looks at a list of requests has seen its answers. */
export function useAnswersSeen(shown: ReturnType<typeof answersOf>): void {
  const { note } = useAnswersNoted(SEEN);
  useEffect(() => {
    note(answersOf(shown).map(({ requestId }) => requestId));
  }, [shown, note]);
}
