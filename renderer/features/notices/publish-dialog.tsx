import { App, DatePicker, Form, Input, Modal, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_TEXT, LONGEST_TITLE, NOTICE_KINDS } from '../../../shared/domain/notices.ts';
import type { NoticeKind } from '../../../shared/domain/notices.ts';
import type { Day } from '../../../shared/lib/dates.ts';
import { useReference, useWorkspace } from '../../session/react.tsx';
import { ErrorState, takeFocus } from '../../ui/index.ts';
import { useAccess } from '../customers/index.ts';
import { publish } from './acts.ts';
import styles from './notices.module.css';

/** A notice to everybody at a unit and below. It works offline, and lives as long as it is open. */
export function PublishDialog(props: {
  today: Day;
  onDone: () => void;
  onPublished: (noticeId: string) => void;
}): ReactNode {
  const { today, onDone, onPublished } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const workspace = useWorkspace();
  const offered = usePublishUnits();
  const [kind, setKind] = useState<NoticeKind>('NOTICE');
  const [unitCode, setUnit] = useState(offered[0]?.unitCode ?? '');
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [validFrom, setFrom] = useState<Day>(today);
  const [validTo, setTo] = useState<Day | null>(null);
  const [state, setState] = useState<'writing' | 'saving' | 'failed'>('writing');
  const ready = title.trim() !== '' && text.trim() !== '' && unitCode !== '';

  const save = async (): Promise<void> => {
    if (!ready || state === 'saving') return;
    setState('saving');
    try {
      const noticeId = await publish(workspace, {
        unitCode,
        kind,
        title: title.trim(),
        text: text.trim(),
        validFrom,
        ...(validTo === null ? {} : { validTo }),
      });
      message.success(t('notices.published'));
      onDone();
      onPublished(noticeId);
    } catch {
      setState('failed');
    }
  };
  const day = (value: Day | null, take: (day: Day | null) => void, id: string, earliest: Day): ReactNode => (
    <DatePicker
      id={id}
      className={styles['wide'] ?? ''}
      allowClear={id === 'notice-to'}
      value={value === null ? null : dayjs(value)}
      disabledDate={(one) => one.format('YYYY-MM-DD') < earliest}
      onChange={(one) => take(one === null ? null : one.format('YYYY-MM-DD'))}
    />
  );
  return (
    <Modal
      open
      width={560}
      title={t('notices.publishTitle')}
      okText={t('notices.publishConfirm')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !ready, loading: state === 'saving' }}
      onOk={() => void save()}
      onCancel={onDone}
    >
      <Form layout="vertical">
        <div className={styles['pair']}>
          <Form.Item label={t('notices.field.kind')}>
            <Segmented<NoticeKind>
              block
              aria-label={t('notices.field.kind')}
              value={kind}
              options={NOTICE_KINDS.map((value) => ({ value, label: t(`domain.noticeKind.${value}`) }))}
              onChange={setKind}
            />
          </Form.Item>
          <Form.Item label={t('notices.field.unit')} htmlFor="notice-unit" required>
            <Select
              id="notice-unit"
              showSearch={{ optionFilterProp: 'label' }}
              value={unitCode}
              options={offered.map((unit) => ({ value: unit.unitCode, label: unit.name }))}
              onChange={(value: string) => setUnit(value)}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('notices.field.title')} htmlFor="notice-title" required>
          <Input
            id="notice-title"
            ref={takeFocus}
            maxLength={LONGEST_TITLE}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Form.Item>
        <Form.Item
          label={t('notices.field.text')}
          htmlFor="notice-text"
          required
          extra={t('notices.field.textHint')}
        >
          <Input.TextArea
            id="notice-text"
            rows={7}
            maxLength={LONGEST_TEXT}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
        <div className={styles['pair']}>
          <Form.Item label={t('notices.field.from')} htmlFor="notice-from" required>
            {day(
              validFrom,
              (from) => {
                if (from === null) return;
                setFrom(from);
                if (validTo !== null && validTo < from) setTo(null);
              },
              'notice-from',
              today,
            )}
          </Form.Item>
          <Form.Item label={t('notices.field.to')} htmlFor="notice-to" extra={t('notices.field.toHint')}>
            {day(validTo, setTo, 'notice-to', validFrom)}
          </Form.Item>
        </div>
      </Form>
      {state === 'failed' && <ErrorState title={t('groups.notKept')} text={t('groups.notKeptHint')} />}
    </Modal>
  );
}

/** Where the person may publish: the units of his roles first, then those below, as the tree has them. */
function usePublishUnits(): readonly { unitCode: string; name: string }[] {
  const access = useAccess();
  const { units } = useReference();
  return useMemo(() => {
    const own = new Set(access.grants.map(({ unitCode }) => unitCode));
    const offered = [...units.values()].filter(
      (unit) => unit.retired !== true && access.may('notice.publish', unit.unitCode),
    );
    return [
      ...offered.filter(({ unitCode }) => own.has(unitCode)),
      ...offered.filter(({ unitCode }) => !own.has(unitCode)),
    ];
  }, [access, units]);
}
