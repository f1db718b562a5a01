import { Button, Tag } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { Customer } from '../../../../shared/domain/rows.ts';
import type { CustomerDetail, InteractionView } from '../../../data/types.ts';
import { useIndex, useReference, useWorkspace } from '../../../session/react.tsx';
import { today as todayOf } from '../../../ui/format/index.ts';
import { EmptyState, ErrorState, Page, ReadingState } from '../../../ui/index.ts';
import { useAccess } from '../access.ts';
import { customerPath } from '../list/list-query.ts';
import { listSessionOf } from '../list/list-session.ts';
import { AgreementPanel } from './agreement-panel.tsx';
import { ArrearsPanel } from './arrears-panel.tsx';
import styles from './customer-page.module.css';
import { CustomerKpis } from './kpi-strip.tsx';
import { useNoteAsked } from './note-asked.ts';
import { NoteForm } from './note-form.tsx';
import { OrdersPanel } from './orders-panel.tsx';
import { PaperHead, PrintButton } from './print.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { RevenueChart } from './revenue-chart.tsx';
import { SubscriptionsPanel } from './subscriptions-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useCustomer } from './use-customer.ts';
import { useNeighbours } from './use-neighbours.ts';
import { WhyHerePanel } from './why-here-panel.tsx';
import { EditOutlined, LeftOutlined, RightOutlined } from '../../../ui/icons.tsx';

/** What other parts of the product do with a customer. */
export type CustomerActs = (customer: Customer) => ReactNode;

/** 客户: who, how much, what is due, what was promised and why here, on one screen. */
export function CustomerPage({ acts, beside }: { acts?: CustomerActs; beside?: CustomerActs }): ReactNode {
  const { customerCode = '' } = useParams();
  const { t } = useTranslation();
  const state = useCustomer(customerCode);
  if (state.kind === 'here')
    return (
      <CustomerScreen
        key={customerCode}
        detail={state.detail}
        {...(acts ? { acts } : {})}
        {...(beside ? { beside } : {})}
      />
    );
  return (
    <Page title={customerCode} before={<BackLink />}>
      {state.kind === 'loading' && <ReadingState />}
      {state.kind === 'missing' && (
        <EmptyState
          title={t('customer.notHere.title', { code: customerCode })}
          hint={t('customer.notHere.hint')}
          action={
            <Link to="/customers">
              <Button type="primary">{t('customer.notHere.back')}</Button>
            </Link>
          }
        />
      )}
      {state.kind === 'failed' && (
        <ErrorState
          title={t('customer.failed')}
          text={t('customer.failedHint')}
          code={state.code}
          action={<Button onClick={state.retry}>{t('common.retry')}</Button>}
        />
      )}
    </Page>
  );
}

function BackLink(): ReactNode {
  const { t } = useTranslation();
  const { origin } = listSessionOf(useWorkspace());
  return (
    <Link className={styles['back']} to={origin?.path ?? '/customers'}>
      <LeftOutlined /> {t('customer.back')}
    </Link>
  );
}

function CustomerScreen(props: {
  detail: CustomerDetail;
  acts?: CustomerActs;
  beside?: CustomerActs;
}): ReactNode {
  const { detail, acts, beside } = props;
  const { customer } = detail;
  const access = useAccess();
  const { thisMonth } = useIndex();
  const { freshness } = useReference();
  const [editing, setEditing] = useState<InteractionView | null>(null);
  const textRef = useRef<TextAreaRef>(null);
  const today = todayOf();
  const mayWrite = access.may('customer.write', customer.communityCode);
  useNoteKey(textRef, mayWrite);
  useNoteAsked(textRef, mayWrite);
  return (
    <Page
      before={<BackLink />}
      title={customer.name}
      hint={<Identity customer={customer} />}
      actions={
        <HeadActions
          customer={customer}
          acts={acts?.(customer)}
          {...(mayWrite ? { onNote: () => textRef.current?.focus() } : {})}
        />
      }
    >
      <PaperHead staff={access.staff} />
      <CustomerKpis
        detail={detail}
        freshness={freshness}
        thisMonth={thisMonth}
        today={today}
        mayWrite={mayWrite}
      />
      <div className={styles['columns']}>
        <div className={`${styles['column']} ${styles['side']}`}>
          <ProfilePanel customer={customer} mayWrite={mayWrite} />
          <WhyHerePanel customer={customer} />
          <AgreementPanel customer={customer} today={today} />
        </div>
        <div className={styles['column']}>
          <SubscriptionsPanel detail={detail} month={thisMonth} />
          <RevenueChart
            ledger={detail.ledger}
            thisMonth={thisMonth}
            name={customer.name}
            customerCode={customer.customerCode}
            mayExport={access.may('customer.export', customer.communityCode)}
          />
          <div className={styles['tables']}>
            <ArrearsPanel detail={detail} />
            <OrdersPanel customer={customer} />
          </div>
        </div>
        <div className={styles['column']}>
          {mayWrite && (
            <div className={styles['onScreen']}>
              <NoteForm
                key={editing?.interactionId ?? 'new'}
                customer={customer}
                editing={editing}
                onDone={() => setEditing(null)}
                textRef={textRef}
              />
            </div>
          )}
          {beside?.(customer)}
          <TimelinePanel
            detail={detail}
            today={today}
            editor={mayWrite ? { staffNo: access.staff.staff_no, onEdit: setEditing } : null}
          />
        </div>
      </div>
    </Page>
  );
}

function Identity({ customer }: { customer: Customer }): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const unit = units.get(customer.responsibleUnit);
  const served = unit?.channel
    ? t(`domain.segment.${unit.channel}`)
    : (unit?.name ?? customer.responsibleUnit);
  return (
    <>
      <span className={styles['code']}>{customer.customerCode}</span>
      <Tag variant="outlined" className={styles['tag'] ?? ''} title={unit?.name}>
        {t('customer.responsibleUnit', { name: served })}
      </Tag>
      <Tag variant="outlined" className={styles['tag'] ?? ''}>
        {t('customer.reportingSegment', { name: t(`domain.segment.${customer.reportingSegment}`) })}
      </Tag>
      {customer.closedOn !== undefined && (
        <Tag variant="outlined" className={styles['tag'] ?? ''}>
          {t('customer.closed')}
        </Tag>
      )}
    </>
  );
}

function HeadActions(props: { customer: Customer; acts: ReactNode; onNote?: () => void }): ReactNode {
  const { customer, onNote } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const neighbours = useNeighbours(customer.customerCode);
  const go = (code: string | null): void => {
    if (code === null) return;
    listSessionOf(workspace).moveTo(code);
    void navigate(customerPath(code), { replace: true });
  };
  return (
    <>
      {neighbours && (
        <>
          {neighbours.rank !== null && (
            <span className={styles['position']}>
              {t('customer.position', {
                rank: neighbours.rank,
                total: neighbours.total,
                view: neighbours.origin.title,
              })}
            </span>
          )}
          <Button
            type="text"
            icon={<LeftOutlined />}
            aria-label={t('customer.previous')}
            title={t('customer.previous')}
            disabled={neighbours.previous === null}
            onClick={() => go(neighbours.previous)}
          />
          <Button
            type="text"
            icon={<RightOutlined />}
            aria-label={t('customer.next')}
            title={t('customer.next')}
            disabled={neighbours.next === null}
            onClick={() => go(neighbours.next)}
          />
        </>
      )}
      <PrintButton />
      {props.acts}
      {onNote && (
        <Button type="primary" icon={<EditOutlined />} onClick={onNote}>
          {t('customer.write')} <span className={styles['shortcut']}>N</span>
        </Button>
      )}
    </>
  );
}

/** N goes to the note from anywhere on the page, unless somebody is typing. */
function useNoteKey(textRef: RefObject<TextAreaRef | null>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent): void => {
      const command = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key.toLowerCase() !== 'n' || command || isTyping(event.target)) return;
      event.preventDefault();
      textRef.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [textRef, enabled]);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
