import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { takeFocus } from '../../ui/index.ts';

/** Many at once are rejected for one reason, which their askers read. */
export function RejectDialog(props: {
  count: number;
  onReject: (comment: string) => void;
  onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [comment, setComment] = useState('');
  return (
    <Modal
      open
      width={440}
      title={t('reassignment.bar.reject', { count: props.count })}
      okText={t('reassignment.act.reject')}
      okButtonProps={{ danger: true, disabled: comment.trim() === '' }}
      cancelText={t('common.cancel')}
      onOk={() => props.onReject(comment)}
      onCancel={props.onCancel}
    >
      <Input.TextArea
        ref={takeFocus}
        rows={3}
        maxLength={500}
        aria-label={t('reassignment.act.comment')}
        placeholder={t('reassignment.act.commentMissing')}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
    </Modal>
  );
}
