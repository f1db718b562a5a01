import { Button, DatePicker, Input, Popover, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FEEDBACK_REASONS, feedbackId, isAnswered } from '../../../shared/domain/feedback.ts';
import type { Feedback, FeedbackReason } from '../../../shared/domain/feedback.ts';
import type { FeedbackView } from '../../data/feedback.ts';
import { useDraft } from '../../session/use-draft.ts';
import { useAccess } from '../customers/index.ts';
import { takeFocus } from '../../ui/index.ts';
import styles from './lists.module.css';
import { begunFrom, feedbackDraftsOf } from './feedback-draft.ts';
import type { BegunFeedback } from './feedback-draft.ts';
import type { FeedbackBook } from './use-feedback.ts';
import type { ListRow } from './use-subscription-list.ts';

const LONGEST_NOTE = 1000;

/** What was found out about the subscription, and the place to write it. */
export function FeedbackCell(props: {
  row: ListRow;
  subject: Pick<Feedback, 'topic' | 'month'>;
  book: FeedbackBook;
  open: boolean;
  onOpen: (open: boolean) => void;
}): ReactNode {
  const { row, subject, book, open, onOpen } = props;
  const { t } = useTranslation();
  const access = useAccess();
  const { customer, subscriptionId } = row;
  const { customerCode, communityCode, name } = customer;
  const id = feedbackId({ ...subject, subscriptionId });
  const view = book.views.get(id);
  if (!access.may('customer.write', communityCode)) return <Written view={view} />;
  const about = { ...subject, subscriptionId, customerCode, customerName: name };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={onOpen}
      destroyOnHidden
      title={t('lists.feedback.title', { number: row.accessNumber, name })}
      content={
        <FeedbackForm
          key={id}
          id={id}
          known={view}
          onSave={(begun) => book.write(about, begun)}
          onClose={() => onOpen(false)}
        />
      }
    >
      <button
        type="button"
        className={styles['feedback']}
        tabIndex={-1}
        aria-label={t('lists.feedback.write', { number: row.accessNumber })}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        {isAnswered(view) ? (
          <Written view={view} />
        ) : (
          <span className={styles['link']}>{t('lists.feedback.add')}</span>
        )}
      </button>
    </Popover>
  );
}

function Written({ view }: { view: FeedbackView | undefined }): ReactNode {
  const { t } = useTranslation();
  if (view === undefined || !isAnswered(view)) return t('common.none');
  const words = [
    view.reason && t(`lists.feedback.reason.${view.reason}`),
    view.note,
    view.promisedOn && t('lists.feedback.promised', { day: view.promisedOn }),
  ]
    .filter(Boolean)
    .join(' · ');
  const state = view.attention ? 'attention' : view.waiting ? 'waiting' : undefined;
  return (
    <span title={words} className={state && styles[state]}>
      {state && <span className={styles['state']}>{t(`lists.feedback.${state}`)}</span>}
      {words}
    </span>
  );
}

/**
 * Reason, words, and by when; Ctrl Enter keeps it. Closed by Escape, by a press beside it or with its row, it stays
 * begun; Cancel throws it away.
 */
function FeedbackForm(props: {
  id: string;
  known: FeedbackView | undefined;
  /** Resolves with whether it is kept. */
  onSave: (begun: BegunFeedback) => Promise<boolean>;
  onClose: () => void;
}): ReactNode {
  const { id, known, onSave, onClose } = props;
  const { t } = useTranslation();
  const { draft, change, forget } = useDraft(feedbackDraftsOf, id, () => begunFrom(known));
  const { reason, note, promisedOn } = draft;
  const [saving, setSaving] = useState(false);
  const empty = reason === null && note.trim() === '' && known === undefined;
  const leave = (): void => {
    forget();
    onClose();
  };
  const save = async (): Promise<void> => {
    if (empty || saving) return;
    setSaving(true);
    if (await onSave(draft)) leave();
    setSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The table below must not take these keys for its own.
    event.stopPropagation();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
    else if (event.key === 'Escape') onClose();
  };
  return (
    <div className={styles['form']} role="form" aria-label={t('lists.column.feedback')} onKeyDown={onKeyDown}>
      <Select<FeedbackReason>
        aria-label={t('lists.feedback.why')}
        ref={takeFocus}
        allowClear
        placeholder={t('lists.feedback.why')}
        value={reason}
        options={FEEDBACK_REASONS.map((value) => ({ value, label: t(`lists.feedback.reason.${value}`) }))}
        onChange={(value: FeedbackReason | undefined) => change({ reason: value ?? null })}
      />
      <Input.TextArea
        aria-label={t('lists.feedback.note')}
        placeholder={t('lists.feedback.note')}
        value={note}
        maxLength={LONGEST_NOTE}
        autoSize={{ minRows: 2, maxRows: 5 }}
        onChange={({ target }) => change({ note: target.value })}
      />
      <DatePicker
        aria-label={t('lists.feedback.promisedOn')}
        placeholder={t('lists.feedback.promisedOn')}
        value={promisedOn === null ? null : dayjs(promisedOn)}
        onChange={(day) => change({ promisedOn: day === null ? null : day.format('YYYY-MM-DD') })}
      />
      <div className={styles['formActs']}>
        <span className={styles['quiet']}>{t('lists.feedback.kept')}</span>
        <Button size="small" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button size="small" type="primary" disabled={empty} loading={saving} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}
