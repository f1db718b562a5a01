import { Button, Form } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServer, useSession } from '../../session/react.tsx';
import { ErrorState } from '../../ui/index.ts';
import { serverName } from './entry-frame.tsx';
import styles from './entry.module.css';
import { NewPasswordFields, type NewPasswordValues } from './new-password-fields.tsx';
import { problemWords } from './sign-in-problem.ts';
import type { SignInProblem } from './sign-in-problem.ts';

/** Whoever was given a password chooses one of his own before he sees anything. */
export function NewcomerForm({ onSignedIn }: { onSignedIn?: () => void }): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const server = serverName(useServer().address);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const submit = async (next: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const result = await session.replacePassword(next);
    setBusy(false);
    if (result.ok) onSignedIn?.();
    else setProblem(result);
  };
  // It took too long: what was given is asked for again.
  const words =
    problem === null
      ? null
      : problem.reason === 'credentials'
        ? { title: t('signIn.change.tooLate') }
        : problemWords(problem, server, new Date(), t);
  return (
    <Form<NewPasswordValues>
      className={styles['form'] ?? ''}
      layout="vertical"
      requiredMark={false}
      size="large"
      validateTrigger="onSubmit"
      onFinish={({ next }) => void submit(next)}
    >
      <p className={styles['who']}>{t('signIn.change.why')}</p>
      {words !== null && (
        <div className={styles['problem']}>
          <ErrorState
            title={words.title}
            text={words.help}
            tone={problem?.reason === 'unreachable' ? 'soon' : 'bad'}
          />
        </div>
      )}
      <NewPasswordFields />
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('signIn.change.submit')}
      </Button>
      <Button type="link" block onClick={() => session.forgetNewcomer()}>
        {t('signIn.change.later')}
      </Button>
    </Form>
  );
}
