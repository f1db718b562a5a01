import { App } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { feedbackId } from '../../../shared/domain/feedback.ts';
import type { Feedback } from '../../../shared/domain/feedback.ts';
import { overlayFeedback } from '../../data/feedback.ts';
import type { FeedbackView } from '../../data/feedback.ts';
import { useHeld, useOutbox, useWorkspace } from '../../session/react.tsx';
import { useAccess } from '../customers/index.ts';
import { asWritten } from './feedback-draft.ts';
import type { BegunFeedback } from './feedback-draft.ts';
import { feedbackEdits } from './feedback-edits.ts';

export type FeedbackSubject = Pick<Feedback, 'customerCode' | 'subscriptionId' | 'topic' | 'month'> & {
  customerName: string;
};

export interface FeedbackBook {
  /** By `feedbackId`. */
  views: ReadonlyMap<string, FeedbackView>;
  /** Resolves true when it is durably on this machine; where it is not, the person is told. */
  write: (subject: FeedbackSubject, begun: BegunFeedback) => Promise<boolean>;
}

export function useFeedback(): FeedbackBook {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const { staff } = useAccess();
  const rows = useHeld('feedback');
  const entries = useOutbox();
  const views = useMemo(
    () => overlayFeedback(rows, entries, staff.staff_no),
    [rows, entries, staff.staff_no],
  );
  const write = useCallback(
    async ({ customerName, ...subject }: FeedbackSubject, begun: BegunFeedback): Promise<boolean> => {
      const id = feedbackId(subject);
      const changes = feedbackEdits(begun.seen, asWritten(begun));
      if (changes.length === 0) return true;
      const { customerCode } = subject;
      try {
        await workspace.write({
          type: 'feedback.set',
          id,
          args: { ...subject, changes },
          customerCode,
          customerName,
        });
        return true;
      } catch {
        message.error(t('common.notKept'));
        return false;
      }
    },
    [workspace, message, t],
  );
  return useMemo(() => ({ views, write }), [views, write]);
}
