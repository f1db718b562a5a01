import { useState } from 'react';
import type { OnlineQuestion } from '../../data/online.ts';
import { useWorkspace } from '../../session/react.tsx';

export interface PreviewedChange<Change, Preview> {
  /** What saving would do, of the change that was looked at last. */
  preview: Preview | null;
  /** Whether that was this very change. */
  isOf: (change: Change) => boolean;
  running: 'preview' | 'save' | null;
  problem: unknown;
  look: (change: Change) => Promise<void>;
  /** Null where it was not saved. */
  save: <Saved>(question: OnlineQuestion<Saved>) => Promise<{ saved: Saved } | null>;
}

/** A change is looked at before it is saved; one that was altered since has to be looked at again. */
export function usePreviewedChange<Change, Preview>(
  questionOf: (change: Change) => OnlineQuestion<Preview>,
): PreviewedChange<Change, Preview> {
  const { online } = useWorkspace();
  const [looked, setLooked] = useState<{ of: string; preview: Preview } | null>(null);
  const [running, setRunning] = useState<'preview' | 'save' | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const run = async <T>(
    what: 'preview' | 'save',
    question: OnlineQuestion<T>,
  ): Promise<{ saved: T } | null> => {
    setRunning(what);
    setProblem(null);
    try {
      return { saved: await online.ask(question) };
    } catch (failure) {
      setProblem(failure);
      return null;
    } finally {
      setRunning(null);
    }
  };
  return {
    preview: looked?.preview ?? null,
    isOf: (change) => looked?.of === JSON.stringify(change),
    running,
    problem,
    async look(change) {
      const answer = await run('preview', questionOf(change));
      setLooked(answer && { of: JSON.stringify(change), preview: answer.saved });
    },
    save: (question) => run('save', question),
  };
}
