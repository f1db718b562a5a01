import { Button, DatePicker, Input, Popover, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FEEDBACK_REASONS, feedbackId, isAnswered } from '../../../shared/domain/feedback.ts';
import type { Feedback, FeedbackReason } from '../../../shared/domain/feedback.ts';
import type { FeedbackView } from '../../data/feedback.ts';
import { useAccess } from '../customers/index.ts';
import { takeFocus } from '../../ui/index.ts';
import styles from './lists.module.css';
import type { FeedbackDraft } from './feedback-edits.ts';
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
  const view = book.views.get(feedbackId({ ...subject, subscriptionId }));
  if (!access.may('customer.write', communityCode)) return <Written view={view} />;
  const save = async (draft: FeedbackDraft): Promise<void> => {
    const about = { ...subject, subscriptionId, customerCode, customerName: name };
    if (await book.write(about, draft)) onOpen(false);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={onOpen}
      destroyOnHidden
      title={t('lists.feedback.title', { number: row.accessNumber, name })}
      content={<FeedbackForm known={view} onSave={save} onCancel={() => onOpen(false)} />}
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

/** Reason, words, and by when; Ctrl Enter keeps it. */
function FeedbackForm(props: {
  known: FeedbackView | undefined;
  onSave: (draft: FeedbackDraft) => Promise<void>;
  onCancel: () => void;
}): ReactNode {
  const { known, onSave, onCancel } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState<FeedbackReason | undefined>(known?.reason);
  const [note, setNote] = useState(known?.note ?? '');
  const [promisedOn, setPromisedOn] = useState(known?.promisedOn);
  const [saving, setSaving] = useState(false);
  const empty = reason === undefined && note.trim() === '' && known === undefined;
  const save = (): void => {
    if (empty || saving) return;
    setSaving(true);
    const draft: FeedbackDraft = {
      note: note.trim(),
      ...(reason && { reason }),
      ...(promisedOn && { promisedOn }),
    };
    void onSave(draft).finally(() => setSaving(false));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The table below must not take these keys for its own.
    event.stopPropagation();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === 'Escape') onCancel();
  };
  return (
    <div className={styles['form']} role="form" aria-label={t('lists.column.feedback')} onKeyDown={onKeyDown}>
      <Select<FeedbackReason>
        aria-label={t('lists.feedback.why')}
        ref={takeFocus}
        allowClear
        placeholder={t('lists.feedback.why')}
        value={reason ?? null}
        options={FEEDBACK_REASONS.map((value) => ({ value, label: t(`lists.feedback.reason.${value}`) }))}
        onChange={(value: FeedbackReason | undefined) => setReason(value)}
      />
      <Input.TextArea
        aria-label={t('lists.feedback.note')}
        placeholder={t('lists.feedback.note')}
        value={note}
        maxLength={LONGEST_NOTE}
        autoSize={{ minRows: 2, maxRows: 5 }}
        onChange={({ target }) => setNote(target.value)}
      />
      <DatePicker
        aria-label={t('lists.feedback.promisedOn')}
        placeholder={t('lists.feedback.promisedOn')}
        value={promisedOn === undefined ? null : dayjs(promisedOn)}
        onChange={(day) => setPromisedOn(day === null ? undefined : day.format('YYYY-MM-DD'))}
      />
      <div className={styles['formActs']}>
        <span className={styles['quiet']}>{t('lists.feedback.kept')}</span>
        <Button size="small" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button size="small" type="primary" disabled={empty} loading={saving} onClick={save}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}
