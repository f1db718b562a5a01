import { useEffect, useState } from 'react';
import type { CustomerDetail } from '../../../data/types.ts';
import { useIndex, useOutbox, useWorkspace } from '../../../session/react.tsx';

export type CustomerState =
  | { kind: 'loading' }
  | { kind: 'here'; detail: CustomerDetail }
  | { kind: 'missing' }
  | { kind: 'failed'; code: string };

/**
 * Everything about one customer, read again when the cache or one's own edits change. While it is read again the
 * last answer stays, so that nothing flickers.
 */
export function useCustomer(customerCode: string): CustomerState & { retry: () => void } {
  const workspace = useWorkspace();
  const index = useIndex();
  const outbox = useOutbox();
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{ customerCode: string; state: CustomerState } | null>(null);

  useEffect(() => {
    let current = true;
    workspace.customer(customerCode).then(
      (detail) => {
        const state: CustomerState = detail ? { kind: 'here', detail } : { kind: 'missing' };
        if (current) setAnswer({ customerCode, state });
      },
      (error: unknown) => {
        const code = error instanceof Error ? error.name : 'E_READ';
        if (current) setAnswer({ customerCode, state: { kind: 'failed', code } });
      },
    );
    return () => {
      current = false;
    };
  }, [workspace, customerCode, index, outbox, attempt]);

  const state: CustomerState = answer?.customerCode === customerCode ? answer.state : { kind: 'loading' };
  return { ...state, retry: () => setAttempt((n) => n + 1) };
}
