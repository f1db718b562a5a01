import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RequestView } from '../../data/request-view.ts';
import { useReference } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import { ReadingState, useServerNow } from '../../ui/index.ts';
import { customerPath, useCustomer } from '../customers/index.ts';
import type { Decision } from './acts.ts';
import { likelyApprovers } from './communities.ts';
import { DecisionForm } from './decision-form.tsx';
import { handoverPath } from './handover-path.ts';
import { EffectBoxes } from './effect-boxes.tsx';
import { History } from './history.tsx';
import { WhatMoves } from './what-moves.tsx';
import styles from './reassignment.module.css';
import { askedWords, stateTone, stateWords } from './request-words.ts';

export interface RequestDetailProps {
  request: RequestView;
  deciding: boolean;
  /** What is being written. */
  busy: Decision | null;
  onDecide: (decision: Decision, comment: string) => void;
  onMove: (step: 1 | -1) => void;
  onWithdraw: () => void;
}

/** One request: what moves and what that changes for both, and what can be done about it. */
export function RequestDetail(props: RequestDetailProps): ReactNode {
  const { request, deciding } = props;
  const { t } = useTranslation();
  const state = useCustomer(request.customerCode);
  const today = todayOf(useServerNow());
  const here = state.kind === 'here';
  return (
    <>
      <header className={styles['detailHead']}>
        <h2>
          {request.customerName} <span className={styles['code']}>{request.customerCode}</span>
        </h2>
        {here && (
          <span className={styles['links']}>
            {request.state === 'APPROVED' && (
              <Link className={styles['link']} to={handoverPath(request.customerCode)}>
                {t('reassignment.handover.open')}
              </Link>
            )}
            <Link className={styles['link']} to={customerPath(request.customerCode)}>
              {t('reassignment.detail.open')}
            </Link>
          </span>
        )}
        <p>{askedWords(request, today, t)}</p>
      </header>
      <div className={styles['detailBody']}>
        {!deciding && <StateLine request={request} today={today} />}
        <EffectBoxes request={request} />
        <h3>{t('reassignment.detail.reason')}</h3>
        <p className={styles['reason']}>{request.reason}</p>
        <h3>{t(request.state === 'OPEN' ? 'reassignment.detail.moves' : 'reassignment.detail.moved')}</h3>
        {state.kind === 'loading' && <ReadingState />}
        {here && <WhatMoves detail={state.detail} today={today} />}
        {(state.kind === 'missing' || state.kind === 'failed') && (
          <p className={styles['quiet']}>{t('reassignment.detail.notHere')}</p>
        )}
        <h3>{t('reassignment.detail.history')}</h3>
        <History request={request} customer={here ? state.detail.customer : null} />
      </div>
      {deciding && <DecisionForm busy={props.busy} onDecide={props.onDecide} onMove={props.onMove} />}
      {request.part === 'ASKER' && request.state === 'OPEN' && (
        <footer className={styles['decision']}>
          <OpenFor request={request} />
          <Button danger onClick={props.onWithdraw}>
            {t('reassignment.act.withdraw')}
          </Button>
        </footer>
      )}
    </>
  );
}

function StateLine({ request, today }: { request: RequestView; today: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles['stateLine']}>
      <span className={styles[stateTone(request)]}>{stateWords(request, today, t)}</span>
      {request.waiting !== null && (
        <span className={styles['waiting']}>{t('reassignment.mark.waiting')}</span>
      )}
      {request.attention !== null && <p className={styles['bad']}>{t('reassignment.detail.attention')}</p>}
      {request.comment !== '' && (
        <p>
          <span className={styles['quiet']}>{t('reassignment.detail.comment')}</span> {request.comment}
        </p>
      )}
    </div>
  );
}

/** Who is asked; a deputy is known to the server alone. */
function OpenFor({ request }: { request: RequestView }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const approvers = likelyApprovers(request.fromCommunity, request.toCommunity, request.askedBy, units);
  return (
    <span className={styles['quiet']}>
      {approvers !== null &&
        t('reassignment.ask.approver', { unit: approvers.unitName, names: approvers.names.join('、') })}
    </span>
  );
}
