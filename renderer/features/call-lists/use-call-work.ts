import { useMemo, useRef, useState } from 'react';
import { isToCall } from '../../../shared/domain/calls.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CallEntryView, CallListView } from '../../data/call-lists.ts';
import { useIndex, useStore, useWorkspace } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { recordCall, takeBackCall } from './acts.ts';
import { afterSaving, afterUndo, callSessionOf, draftOf, nextToCall, withDraft } from './call-session.ts';
import type { CallDraft } from './call-session.ts';
import { inCallOrder } from './progress.ts';
import { useIsHere } from './use-call-lists.ts';

/** What keeps a call from being saved. */
export type CallProblem = 'noResult' | 'failed' | 'nothingToUndo';

export interface CallWork {
  /** All customers of the list in the order in which they are called. */
  ordered: readonly CallEntryView[];
  current: CallEntryView | undefined;
  draft: CallDraft;
  /** Called while the list stood open: they stay in sight. */
  justCalled: ReadonlySet<string>;
  problem: CallProblem | null;
  isHere: (customerCode: string) => boolean;
  goTo: (customerCode: string) => void;
  /** Along the list, called or not. */
  step: (by: 1 | -1) => void;
  change: (change: Partial<CallDraft>) => void;
  dial: () => void;
  save: () => Promise<void>;
  skip: () => void;
  undo: () => Promise<void>;
}

/** Working through a list: where one stands, what is entered, and what becomes of it. */
export function useCallWork(list: CallListView, today: Day): CallWork {
  const workspace = useWorkspace();
  const index = useIndex();
  const isHere = useIsHere();
  const session = callSessionOf(workspace, list.listId);
  const state = useStore(session);
  const [problem, setProblem] = useState<CallProblem | null>(null);
  // Enter pressed twice saves once; the next customer's Enter is not lost behind the one before.
  const saving = useRef(new Set<string>());
  // What was saved is counted before it is the last one here: a key that follows at once waits for it.
  const underWay = useRef(Promise.resolve());
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    underWay.current = underWay.current.then(work);
    return underWay.current;
  };

  const ordered = useMemo(
    () =>
      inCallOrder(list.entries, list.order, (code) => {
        const position = index.positionOf(code);
        return position === undefined ? undefined : index.at(position);
      }),
    [list.entries, list.order, index],
  );
  const codes = useMemo(() => ordered.map(({ customerCode }) => customerCode), [ordered]);
  const justCalled = useMemo(
    () => new Set(state.saved.map(({ customerCode }) => customerCode)),
    [state.saved],
  );
  const waits = (entry: CallEntryView): boolean => isToCall(entry, today) && isHere(entry.customerCode);
  const current =
    ordered.find(({ customerCode }) => customerCode === state.current) ?? ordered.find(waits) ?? ordered[0];
  const draft = current === undefined ? draftOf(state, '') : draftOf(state, current.customerCode);

  const goTo = (customerCode: string): void => {
    setProblem(null);
    session.set({ ...session.get(), current: customerCode });
  };
  const change = (wanted: Partial<CallDraft>): void => {
    setProblem(null);
    if (current !== undefined) session.set(withDraft(session.get(), current.customerCode, wanted));
  };
  const nextAfter = (code: string): string | null => {
    const waiting = new Set(ordered.filter(waits).map(({ customerCode }) => customerCode));
    return nextToCall(codes, code, (other) => waiting.has(other));
  };
  const save = async (): Promise<void> => {
    if (current === undefined || saving.current.has(current.customerCode)) return;
    const { customerCode, customerName: name } = current;
    const entered = draftOf(session.get(), customerCode);
    const { result } = entered;
    if (result === null) return setProblem('noResult');
    saving.current.add(customerCode);
    await inTurn(async () => {
      try {
        const interactionId = await recordCall(
          workspace,
          list,
          { customerCode, name },
          {
            result,
            note: entered.note,
            nextOn: entered.nextOn,
            happenedAt: entered.calledAt ?? serverNow(),
          },
        );
        setProblem(null);
        session.set(
          afterSaving(
            session.get(),
            { interactionId, customerCode, draft: entered },
            nextAfter(customerCode),
          ),
        );
      } catch {
        setProblem('failed');
      } finally {
        saving.current.delete(customerCode);
      }
    });
  };
  const undo = (): Promise<void> =>
    inTurn(async () => {
      const last = session.get().saved.at(-1);
      if (last === undefined) return setProblem('nothingToUndo');
      const name =
        list.entries.find(({ customerCode }) => customerCode === last.customerCode)?.customerName ?? '';
      try {
        await takeBackCall(workspace, last.interactionId, { customerCode: last.customerCode, name });
        setProblem(null);
        session.set(afterUndo(session.get()));
      } catch {
        setProblem('failed');
      }
    });
  return {
    ordered,
    current,
    draft,
    justCalled,
    problem,
    isHere,
    goTo,
    step: (by) => {
      const code = codes[codes.indexOf(current?.customerCode ?? '') + by];
      if (code !== undefined) goTo(code);
    },
    change,
    dial: () => {
      if (draft.calledAt === null) change({ calledAt: serverNow() });
    },
    save,
    skip: () => {
      const next = current === undefined ? null : nextAfter(current.customerCode);
      if (next !== null) goTo(next);
    },
    undo,
  };
}
