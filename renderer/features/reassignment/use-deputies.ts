import { useCallback, useEffect, useState } from 'react';
import { deputiesResponse, deputyRow } from '../../../shared/api/deputies.ts';
import type { DeputiesResponse, DeputyRequest } from '../../../shared/api/deputies.ts';
import { useSyncStatus, useWorkspace } from '../../session/react.tsx';

export interface DeputyDesk {
  /** Null until the server has answered once. */
  data: DeputiesResponse | null;
  problem: unknown;
  reload: () => void;
  /** @throws TransportError */
  name: (term: DeputyRequest) => Promise<void>;
  /** @throws TransportError */
  end: (term: DeputyRequest) => Promise<void>;
}

/** Who stands in for whom at the units that I lead; the server alone knows and decides. */
export function useDeputies(): DeputyDesk {
  const { online } = useWorkspace();
  const offline = useSyncStatus().state === 'offline';
  const [data, setData] = useState<DeputiesResponse | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const reload = useCallback(async (): Promise<void> => {
    try {
      setData(await online.ask({ path: '/deputies/v1', answer: deputiesResponse }));
      setProblem(null);
    } catch (error) {
      setProblem(error);
    }
  }, [online]);
  useEffect(() => {
    void Promise.resolve().then(reload);
  }, [reload, offline]);
  return {
    data,
    problem,
    reload: () => void reload(),
    name: async (body) => {
      await online.ask({ method: 'POST', path: '/deputies/v1', body, answer: deputyRow });
      await reload();
    },
    end: async (body) => {
      await online.ask({ method: 'POST', path: '/deputies/v1/end', body, answer: null });
      await reload();
    },
  };
}
