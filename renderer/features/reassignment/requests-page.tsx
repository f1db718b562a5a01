import { App, Button, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { RequestView } from '../../data/request-view.ts';
import { useReference, useRequests, useWorkspace } from '../../session/react.tsx';
import { formatCount } from '../../ui/format/index.ts';
import { EmptyState, Page } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { decide, withdraw } from './acts.ts';
import type { Decision } from './acts.ts';
import { commonUnit } from './communities.ts';
import { groupOf, ofGroup, REQUEST_GROUPS } from './groups.ts';
import type { RequestGroup } from './groups.ts';
import styles from './reassignment.module.css';
import { RejectDialog } from './reject-dialog.tsx';
import { RequestDetail } from './request-detail.tsx';
import { RequestTable } from './request-table.tsx';
import { TakeDialog } from './take-dialog.tsx';

/** 调整审批: the queue at the left, what a request moves and what it changes for both communities at the right. */
export function RequestsPage(): ReactNode {
  const { t } = useTranslation();
  const access = useAccess();
  const { units } = useReference();
  const requests = useRequests();
  const [group, choose] = useGroup(requests, mayDecide(access));
  const shown = useMemo(() => ofGroup(requests, group), [requests, group]);
  const [current, setCurrent] = useCurrent(shown);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [rejecting, setRejecting] = useState(false);
  const [taking, setTaking] = useState(false);
  const acts = useDecisions();

  const chosen = shown.filter(({ requestId }) => selected.has(requestId));
  const settle = async (some: readonly RequestView[], decision: Decision, comment: string): Promise<void> => {
    const gone = new Set(some.map(({ requestId }) => requestId));
    const at = shown.findIndex(({ requestId }) => requestId === current?.requestId);
    const left = (request: RequestView | undefined): boolean =>
      request !== undefined && !gone.has(request.requestId);
    const next = shown.slice(at + 1).find(left) ?? shown.slice(0, Math.max(0, at)).findLast(left);
    if (!(await acts.decide(some, decision, comment))) return;
    setSelected(new Set([...selected].filter((id) => !gone.has(id))));
    if (current === undefined || gone.has(current.requestId)) setCurrent(next?.requestId ?? null);
  };
  const move = (step: 1 | -1): void => {
    const at = shown.findIndex(({ requestId }) => requestId === current?.requestId);
    const next = shown[at + step];
    if (next !== undefined) setCurrent(next.requestId);
  };
  const shared = current && commonUnit(current.fromCommunity, current.toCommunity, units);
  return (
    <Page
      title={t('reassignment.title')}
      {...(shared ? { hint: t('reassignment.within', { unit: shared.name }) } : {})}
      actions={
        access.mayAnywhere('reassignment.ask') && (
          <Button onClick={() => setTaking(true)}>{t('reassignment.ask.take')}</Button>
        )
      }
    >
      <div className={styles['columns']}>
        <section className={styles['queue']} aria-label={t(`reassignment.group.${group}`)}>
          <Tabs
            size="small"
            className={styles['tabs'] ?? ''}
            activeKey={group}
            onTabClick={(key) => {
              setSelected(new Set());
              choose(REQUEST_GROUPS.find((one) => one === key) ?? 'inbox');
            }}
            items={REQUEST_GROUPS.map((key) => ({
              key,
              label: `${t(`reassignment.group.${key}`)} ${formatCount(ofGroup(requests, key).length)}`,
            }))}
          />
          <RequestTable
            key={group}
            group={group}
            shown={shown}
            current={current?.requestId ?? null}
            onCurrent={setCurrent}
            selected={selected}
            onSelect={setSelected}
            onApprove={() => void settle(chosen, 'APPROVE', '')}
            onReject={() => setRejecting(true)}
          />
        </section>
        <section className={styles['detail']} aria-label={t('reassignment.detail.label')}>
          {current === undefined ? (
            <EmptyState title={t(`reassignment.empty.${group}`)} hint={t('reassignment.emptyHint')} />
          ) : (
            <RequestDetail
              key={current.requestId}
              request={current}
              deciding={groupOf(current) === 'inbox'}
              onDecide={(decision, comment) => void settle([current], decision, comment)}
              onMove={move}
              onWithdraw={() => void acts.withdraw(current)}
            />
          )}
        </section>
      </div>
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
      {taking && <TakeDialog onDone={() => setTaking(false)} />}
    </Page>
  );
}

const mayDecide = ({ mayAnywhere }: ReturnType<typeof useAccess>): boolean =>
  mayAnywhere('reassignment.approve') || mayAnywhere('reassignment.approveBetweenNetworks');

/** The address says which; without it, what there is to do: for an approver his inbox, else his own requests. */
function useGroup(
  requests: readonly RequestView[],
  decides: boolean,
): [RequestGroup, (next: RequestGroup) => void] {
  const [params, setParams] = useSearchParams();
  const hasInbox = decides || requests.some((request) => groupOf(request) === 'inbox');
  const group = REQUEST_GROUPS.find((one) => one === params.get('group')) ?? (hasInbox ? 'inbox' : 'mine');
  return [group, (next) => setParams({ group: next }, { replace: true })];
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

/** Writes decisions and says what happened; offline as well. */
function useDecisions(): {
  decide: (some: readonly RequestView[], decision: Decision, comment: string) => Promise<boolean>;
  withdraw: (request: RequestView) => Promise<void>;
} {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  return {
    decide: async (some, decision, comment) => {
      try {
        await decide(workspace, some, decision, comment);
      } catch {
        message.error(t('reassignment.notSaved'));
        return false;
      }
      const [first] = some;
      if (some.length === 1 && first !== undefined)
        message.success(t(`reassignment.told.${decision}.one`, { name: first.customerName }));
      else message.success(t(`reassignment.told.${decision}.many`, { count: some.length }));
      return true;
    },
    withdraw: async (request) => {
      try {
        await withdraw(workspace, request);
        message.success(t('reassignment.told.withdrawn', { name: request.customerName }));
      } catch {
        message.error(t('reassignment.notSaved'));
      }
    },
  };
}
