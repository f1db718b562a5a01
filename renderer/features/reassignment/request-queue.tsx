import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../data/request-view.ts';
import { useReference } from '../../session/react.tsx';
import type { Decision } from './acts.ts';
import { commonUnit } from './communities.ts';
import { groupOf, ofGroup } from './groups.ts';
import type { RequestGroup } from './groups.ts';
import styles from './reassignment.module.css';
import { RejectDialog } from './reject-dialog.tsx';
import { RequestDetail } from './request-detail.tsx';
import { RequestTable } from './request-table.tsx';
import { useAnswersSeen } from './use-answers.ts';
import { useDecisions } from './use-decisions.ts';

/** The queue at the left; what a request moves and what it changes for both communities at the right. */
export function RequestQueue(props: {
  group: RequestGroup;
  requests: readonly RequestView[];
  tabs: ReactNode;
  /** The lowest unit that both ends of the request shown lie in. */
  onShared: (unitCode: string | null) => void;
}): ReactNode {
  const { group, requests, tabs, onShared } = props;
  const { t } = useTranslation();
  const { units } = useReference();
  const shown = useMemo(() => ofGroup(requests, group), [requests, group]);
  useAnswersSeen(shown);
  const [current, setCurrent] = useCurrent(shown);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [rejecting, setRejecting] = useState(false);
  const acts = useDecisions();
  const shared = current && commonUnit(current.fromCommunity, current.toCommunity, units)?.unitCode;
  useEffect(() => onShared(shared ?? null), [onShared, shared]);

  const chosen = shown.filter(({ requestId }) => selected.has(requestId));
  const at = shown.findIndex(({ requestId }) => requestId === current?.requestId);
  const settle = async (some: readonly RequestView[], decision: Decision, comment: string): Promise<void> => {
    const asked = new Set(some.map(({ requestId }) => requestId));
    const stays = ({ requestId }: RequestView): boolean => !asked.has(requestId);
    const next = shown.slice(at + 1).find(stays) ?? shown.slice(0, Math.max(0, at)).findLast(stays);
    const gone = await acts.decide(some, decision, comment);
    if (gone.size === 0) return;
    setSelected((before) => new Set([...before].filter((id) => !gone.has(id))));
    if (current === undefined || gone.has(current.requestId)) setCurrent(next?.requestId ?? null);
  };
  return (
    <div className={styles['columns']}>
      <section className={styles['queue']} aria-label={t(`reassignment.group.${group}`)}>
        {tabs}
        <RequestTable
          group={group}
          shown={shown}
          current={current?.requestId ?? null}
          onCurrent={setCurrent}
          selected={selected}
          onSelect={setSelected}
          busy={acts.deciding}
          onApprove={() => void settle(chosen, 'APPROVE', '')}
          onReject={() => setRejecting(true)}
        />
      </section>
      <section className={styles['detail']} aria-label={t('reassignment.detail.label')}>
        {current !== undefined && (
          <RequestDetail
            key={current.requestId}
            request={current}
            deciding={groupOf(current) === 'inbox'}
            busy={acts.deciding}
            onDecide={(decision, comment) => void settle([current], decision, comment)}
            onMove={(step) => setCurrent(shown[at + step]?.requestId ?? current.requestId)}
            onWithdraw={() => void acts.withdraw(current)}
          />
        )}
      </section>
      {rejecting && (
        <RejectDialog
          count={chosen.length}
          onCancel={() => setRejecting(false)}
          onReject={(comment) => {
            setRejecting(false);
            void settle(chosen, 'REJECT', comment);
          }}
        />
      )}
    </div>
  );
}

/** The request at the right: the one chosen as long as it is in the list, else the first. */
function useCurrent(
  shown: readonly RequestView[],
): [RequestView | undefined, (requestId: string | null) => void] {
  const [id, setId] = useState<string | null>(null);
  const current = shown.find(({ requestId }) => requestId === id) ?? shown[0];
  const kept = current?.requestId ?? null;
  // What is shown stays where it is when something newer comes above it.
  if (id !== kept) setId(kept);
  return [current, setId];
}
