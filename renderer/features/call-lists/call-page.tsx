import { Button, Progress } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { nextMonday } from '../../../shared/domain/calls.ts';
import { addDays } from '../../../shared/lib/dates.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import type { CallEntryView, CallListView } from '../../data/call-lists.ts';
import type { CustomerDetail } from '../../data/types.ts';
import { useIndex } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import {
  EmptyState,
  ErrorState,
  Page,
  ReadingState,
  useRegisterReveal,
  useServerNow,
} from '../../ui/index.ts';
import { useAccess, useCustomer } from '../customers/index.ts';
import { CallCard } from './call-card.tsx';
import styles from './call-lists.module.css';
import { toggled } from './call-session.ts';
import { callFacts, scriptFacts } from './customer-facts.ts';
import { EntryList } from './entry-list.tsx';
import { ListChoice } from './list-choice.tsx';
import { ListMenu } from './list-menu.tsx';
import { CallFoot, OutcomeForm } from './outcome-form.tsx';
import { CALLS_PATH } from './paths.ts';
import { progressOf } from './progress.ts';
import { scriptLines, SCRIPTS } from './scripts.ts';
import { SidePanels } from './side-panels.tsx';
import { useCallKeys } from './use-call-keys.ts';
import type { CallKeys } from './use-call-keys.ts';
import { useCallLists, useIsHere } from './use-call-lists.ts';
import { useCallWork } from './use-call-work.ts';
import type { CallWork } from './use-call-work.ts';
import { resultCounts } from './words.ts';

/** 外呼: one list, worked through by the keys. */
export function CallPage(): ReactNode {
  const { listId = '' } = useParams();
  const { t } = useTranslation();
  const list = useCallLists().find((one) => one.listId === listId);
  if (list !== undefined) return <CallScreen key={listId} list={list} />;
  return (
    <Page title={t('calls.title')}>
      <EmptyState
        title={t('calls.work.noList')}
        hint={t('calls.work.noListHint')}
        action={
          <Link to={CALLS_PATH}>
            <Button>{t('calls.work.allLists')}</Button>
          </Link>
        }
      />
    </Page>
  );
}

function CallScreen({ list }: { list: CallListView }): ReactNode {
  const { t } = useTranslation();
  const today = todayOf(useServerNow());
  const work = useCallWork(list, today);
  const [busyElsewhere, setBusyElsewhere] = useState(false);
  return (
    <Page
      title={t('calls.title')}
      hint={<ListChoice list={list} />}
      actions={
        <>
          <ListProgress list={list} today={today} />
          <ListMenu list={list} ordered={work.ordered} today={today} onDialog={setBusyElsewhere} />
        </>
      }
    >
      <div className={styles['columns']}>
        <EntryList list={list} work={work} today={today} />
        {work.current === undefined ? (
          <EmptyState title={t('calls.work.allDone')} />
        ) : (
          <Worked
            key={work.current.customerCode}
            list={list}
            entry={work.current}
            work={work}
            today={today}
            keysOff={busyElsewhere}
          />
        )}
      </div>
    </Page>
  );
}

function ListProgress({ list, today }: { list: CallListView; today: Day }): ReactNode {
  const { t } = useTranslation();
  const isHere = useIsHere();
  const progress = progressOf(list.entries, today, isHere);
  return (
    <>
      <Progress
        className={styles['progress'] ?? ''}
        percent={progress.total === 0 ? 0 : (100 * progress.called) / progress.total}
        showInfo={false}
        size="small"
        aria-label={t('calls.column.progress')}
      />
      <b>
        {progress.called} / {progress.total}
      </b>
      <span className={styles['quiet']}>{resultCounts(progress, t)}</span>
    </>
  );
}

interface WorkedProps {
  list: CallListView;
  entry: CallEntryView;
  work: CallWork;
  today: Day;
  keysOff: boolean;
}

/** The customer that is called now. Who has gone to somebody else is told, and stepped over. */
function Worked(props: WorkedProps): ReactNode {
  const { entry, work } = props;
  const { t } = useTranslation();
  const state = useCustomer(entry.customerCode);
  const gone = state.kind === 'missing' || (state.kind !== 'here' && !work.isHere(entry.customerCode));
  if (state.kind === 'here') return <AtWork {...props} detail={state.detail} />;
  if (!gone && state.kind !== 'failed') return <Coming {...props} />;
  return (
    <Idle {...props}>
      {gone ? (
        <EmptyState
          title={t('calls.work.goneTitle', { name: entry.customerName })}
          hint={t('calls.work.goneHint')}
          action={<Button onClick={work.skip}>{t('calls.work.skipKey')}</Button>}
        />
      ) : (
        state.kind === 'failed' && (
          <ErrorState
            title={t('customer.failed')}
            text={t('customer.failedHint')}
            code={state.code}
            action={<Button onClick={state.retry}>{t('common.retry')}</Button>}
          />
        )
      )}
    </Idle>
  );
}

const nothing = (): void => undefined;

/** What is being read of a customer is there in a moment; keys that are faster are heard all the same. */
function Coming(props: WorkedProps): ReactNode {
  const access = useAccess();
  const index = useIndex();
  const position = index.positionOf(props.entry.customerCode);
  const mayWrite = position !== undefined && access.may('customer.write', index.at(position).communityCode);
  useWorkKeys(props, mayWrite, { dial: nothing, pickDay: nothing, note: nothing });
  return (
    <section className={styles['worked']}>
      <ReadingState />
    </section>
  );
}

/** The keys of a customer that is called; those in `own` need something of the form. */
function useWorkKeys(
  { work, today, keysOff }: WorkedProps,
  mayWrite: boolean,
  own: Pick<CallKeys, 'dial' | 'pickDay' | 'note'>,
): void {
  const { draft } = work;
  const choose = (nextOn: Day): void => work.change({ nextOn: toggled(draft.nextOn, nextOn) });
  useCallKeys(
    {
      dial: own.dial,
      skip: work.skip,
      undo: () => void work.undo(),
      step: work.step,
      ...(mayWrite
        ? {
            result: (result) => work.change({ result: toggled(draft.result, result) }),
            tomorrow: () => choose(addDays(today, 1)),
            nextWeek: () => choose(nextMonday(today)),
            pickDay: own.pickDay,
            note: own.note,
            save: () => void work.save(),
          }
        : {
            result: nothing,
            tomorrow: nothing,
            nextWeek: nothing,
            pickDay: nothing,
            note: nothing,
            save: nothing,
          }),
    },
    keysOff,
  );
}

/** Nothing to enter; going on works all the same. */
function Idle({ work, keysOff, children }: WorkedProps & { children: ReactNode }): ReactNode {
  useCallKeys(
    {
      dial: nothing,
      result: nothing,
      tomorrow: nothing,
      nextWeek: nothing,
      pickDay: nothing,
      note: nothing,
      save: work.skip,
      skip: work.skip,
      undo: () => void work.undo(),
      step: work.step,
    },
    keysOff,
  );
  return <section className={styles['worked']}>{children}</section>;
}

function AtWork(props: WorkedProps & { detail: CustomerDetail }): ReactNode {
  const { list, entry, work, today, keysOff, detail } = props;
  const { t } = useTranslation();
  const access = useAccess();
  const { thisMonth } = useIndex();
  const noteRef = useRef<TextAreaRef>(null);
  const [picking, setPicking] = useState(false);
  const register = useRegisterReveal();
  const { draft } = work;
  const dial = (): void => {
    if (draft.calledAt === null) register?.(entry.customerCode, 'phone');
    work.dial();
  };
  const facts = callFacts(detail, thisMonth, today);
  const lines = scriptLines(
    list.script || SCRIPTS[list.purpose],
    scriptFacts(detail, facts, access.staff.name),
  );
  const mayWrite = access.may('customer.write', detail.customer.communityCode);
  useWorkKeys({ ...props, keysOff: keysOff || picking }, mayWrite, {
    dial,
    pickDay: () => setPicking(true),
    note: () => noteRef.current?.focus(),
  });
  return (
    <>
      <section className={styles['worked']} aria-label={t('calls.work.form')}>
        <CallCard
          detail={detail}
          facts={facts}
          purpose={list.purpose}
          rank={work.ordered.indexOf(entry) + 1}
          calledAt={draft.calledAt}
          today={today}
          onDial={dial}
        />
        <div className={styles['outcome']}>
          <OutcomeForm
            purpose={list.purpose}
            lines={lines}
            draft={draft}
            today={today}
            picking={picking}
            onPicking={setPicking}
            noteRef={noteRef}
            onChange={work.change}
            onSave={() => void work.save()}
          />
          <CallFoot
            problem={
              mayWrite
                ? work.problem === null
                  ? null
                  : t(`calls.problem.${work.problem}`)
                : t('calls.problem.readOnly')
            }
            disabled={!mayWrite}
            onSave={() => void work.save()}
          />
        </div>
      </section>
      <aside className={styles['side']}>
        <SidePanels detail={detail} facts={facts} today={today} />
      </aside>
    </>
  );
}
