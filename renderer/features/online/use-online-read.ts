import { useEffect, useRef, useState } from 'react';
import type { OnlineQuestion } from '../../data/online.ts';
import { useSyncStatus, useWorkspace } from '../../session/react.tsx';

export interface OnlineReading<T> {
  /** The newest answer; it stays while another question is asked, and where that fails. */
  data: T | null;
  problem: unknown;
  reading: boolean;
  /** Asks once more. */
  reload: () => void;
}

type Settled<T> = Pick<OnlineReading<T>, 'data' | 'problem'> & { of: string | null };

/** What the server says at the moment; asked anew when the question changes, and when the network comes back. */
export function useOnlineRead<T>(question: Omit<OnlineQuestion<T>, 'signal'>): OnlineReading<T> {
  const { online } = useWorkspace();
  const offline = useSyncStatus().state === 'offline';
  const [settled, setSettled] = useState<Settled<T>>({ data: null, problem: null, of: null });
  const [attempt, setAttempt] = useState(0);
  const { path, query } = question;
  const asked = JSON.stringify([path, query, offline, attempt]);
  const newest = useRef(question);
  useEffect(() => {
    newest.current = question;
  });
  useEffect(() => {
    const abort = new AbortController();
    online
      .ask({ ...newest.current, signal: abort.signal })
      .then((data) => setSettled({ data, problem: null, of: asked }))
      .catch((problem: unknown) => {
        if (!abort.signal.aborted) setSettled((before) => ({ ...before, problem, of: asked }));
      });
    return () => abort.abort();
  }, [online, asked]);
  return {
    data: settled.data,
    problem: settled.problem,
    reading: settled.of !== asked,
    reload: () => setAttempt((n) => n + 1),
  };
}
