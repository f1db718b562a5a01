import { useState } from 'react';
import {
  type CabinetChange,
  type CabinetPreview,
  type CabinetSaved,
  cabinetPreview,
  cabinetSaved,
} from '../../../shared/api/cabinets.ts';
import { useWorkspace } from '../../session/react.tsx';

export interface RuleChange {
  /** What saving would do, of the change that was looked at last. */
  preview: CabinetPreview | null;
  /** Whether that was this very change. */
  isOf: (change: CabinetChange) => boolean;
  running: 'preview' | 'save' | null;
  problem: unknown;
  look: (change: CabinetChange) => Promise<void>;
  /** Null where it was not saved. */
  save: (change: CabinetChange, move: boolean) => Promise<CabinetSaved | null>;
}

/** A rule may name thousands of customers: each is matched anew. */
const LONG_MS = 120_000;

/** A change is looked at before it is saved; one that was altered since has to be looked at again. */
export function useRuleChange(): RuleChange {
  const { online } = useWorkspace();
  const [looked, setLooked] = useState<{ of: string; preview: CabinetPreview } | null>(null);
  const [running, setRunning] = useState<RuleChange['running']>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const run = async <T>(what: 'preview' | 'save', act: () => Promise<T>): Promise<T | null> => {
    setRunning(what);
    setProblem(null);
    try {
      return await act();
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
      const preview = await run('preview', () =>
        online.ask({
          method: 'POST',
          path: '/cabinets/v1/preview',
          body: change,
          answer: cabinetPreview,
          timeoutMs: LONG_MS,
        }),
      );
      setLooked(preview && { of: JSON.stringify(change), preview });
    },
    save: (change, move) =>
      run('save', () =>
        online.ask({
          method: 'POST',
          path: '/cabinets/v1/changes',
          body: { change, move },
          answer: cabinetSaved,
          timeoutMs: LONG_MS,
        }),
      ),
  };
}
