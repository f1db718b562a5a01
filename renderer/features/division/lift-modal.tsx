import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemWords } from './problem.ts';
import { takeFocus } from '../../ui/index.ts';

interface LiftModalProps {
  count: number;
  onClose: () => void;
  lift: (reason: string) => Promise<unknown>;
}

const MOST = 500;

/** Lifting a one-year lock asks for a reason; what the server refuses is said where it was asked. */
export function LiftModal({ count, onClose, lift }: LiftModalProps): ReactNode {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async ({ reason }: { reason: string }): Promise<void> => {
    setRunning(true);
    setProblem(null);
    try {
      await lift(reason.trim());
      onClose();
    } catch (failure) {
      const { text, code } = problemWords(failure, t);
      setProblem(code === undefined ? text : `${text} (${code})`);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Modal
      open
      title={t('division.lift.title', { count })}
      okText={t('division.lift.submit', { count })}
      cancelText={t('common.cancel')}
      confirmLoading={running}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('division.lift.text')}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ reason: '' }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item
          name="reason"
          label={t('division.lift.reason')}
          rules={[{ required: true, whitespace: true, message: t('division.lift.reasonMissing') }]}
          {...(problem === null ? {} : { validateStatus: 'error' as const, help: problem })}
        >
          <Input.TextArea rows={3} maxLength={MOST} ref={takeFocus} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
