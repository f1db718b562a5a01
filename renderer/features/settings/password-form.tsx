import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInFailure } from '../../session/types.ts';
import { useSession } from '../../session/react.tsx';
import { NewPasswordFields, type NewPasswordValues } from '../sign-in/index.ts';

interface Fields extends NewPasswordValues {
  current: string;
}

/** Changes the password of the person who is signed in; needs the server. */
export function PasswordForm(): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const session = useSession();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);

  const submit = async ({ current, next }: Fields): Promise<void> => {
    setBusy(true);
    const result = await session.changePassword(current, next);
    setBusy(false);
    setFailure(result.ok ? null : result.reason);
    if (!result.ok) return;
    form.resetFields();
    void message.success(t('settings.passwordChanged'));
  };
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      style={{ maxWidth: 320 }}
      onFinish={(fields) => void submit(fields)}
    >
      <Form.Item
        name="current"
        label={t('settings.passwordCurrent')}
        rules={[{ required: true, message: t('signIn.needPassword') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={256} />
      </Form.Item>
      <NewPasswordFields />
      {failure !== null && (
        <p role="alert" style={{ color: 'var(--color-error)', margin: '0 0 12px' }}>
          {failureText(failure)}
        </p>
      )}
      <Button htmlType="submit" loading={busy}>
        {t('settings.passwordChange')}
      </Button>
    </Form>
  );

  function failureText(reason: SignInFailure): string {
    if (reason === 'credentials') return t('settings.passwordWrong');
    if (reason === 'passwordPolicy') return t('signIn.problem.passwordPolicy');
    if (reason === 'unreachable') return t('settings.passwordOffline');
    if (reason === 'tooMany') return t('signIn.problem.limitSoon');
    return t('signIn.problem.server');
  }
}
