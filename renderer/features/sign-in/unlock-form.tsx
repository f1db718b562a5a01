import { Button, Form, Input } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNewcomer, useServer, useSession } from '../../session/react.tsx';
import { ErrorState } from '../../ui/index.ts';
import { serverName } from './entry-frame.tsx';
import styles from './entry.module.css';
import { NewcomerForm } from './newcomer-form.tsx';
import { PasswordNote } from './password-note.tsx';
import { problemWords } from './sign-in-problem.ts';
import type { SignInProblem } from './sign-in-problem.ts';

/** The password of the person who locked; where he was given another one since, he chooses his own. */
export const UnlockForm = (): ReactNode => (useNewcomer() === null ? <LockedForm /> : <NewcomerForm />);

/** What went wrong, in words. */
function LockedForm(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const server = serverName(useServer().address);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const password = useRef<InputRef>(null);
  useEffect(() => password.current?.focus(), []);

  const submit = async (secret: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const result = await session.unlock(secret);
    setBusy(false);
    if (result.ok) return;
    setProblem(result);
    password.current?.focus({ cursor: 'all' });
  };
  const words = problem === null ? null : problemWords(problem, server, new Date(), t);
  const wrong = problem?.reason === 'credentials';
  return (
    <Form<{ password: string }>
      className={styles['form'] ?? ''}
      layout="vertical"
      requiredMark={false}
      size="large"
      validateTrigger="onSubmit"
      onFinish={({ password: secret }) => void submit(secret)}
    >
      {words !== null && !wrong && (
        <div className={styles['problem']}>
          <ErrorState title={words.title} text={words.help} tone="bad" />
        </div>
      )}
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.needPassword') }]}
        {...(wrong
          ? { extra: <PasswordNote wrong>{words?.title}</PasswordNote>, validateStatus: 'error' as const }
          : {})}
      >
        <Input.Password ref={password} autoComplete="current-password" maxLength={256} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {busy ? t('signIn.lock.unlocking') : t('signIn.lock.unlock')}
      </Button>
    </Form>
  );
}
