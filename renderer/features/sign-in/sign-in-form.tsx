import { Button, Form, Input } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNewcomer, useServer, useSession } from '../../session/react.tsx';
import { ErrorState } from '../../ui/index.ts';
import { serverName } from './entry-frame.tsx';
import styles from './entry.module.css';
import { NewcomerForm } from './newcomer-form.tsx';
import { PasswordNote } from './password-note.tsx';
import { problemWords } from './sign-in-problem.ts';
import type { SignInProblem } from './sign-in-problem.ts';

interface Fields {
  staffNo: string;
  password: string;
}

export interface SignInFormProps {
  /** Filled in already; the password is asked for first then. */
  staffNo: string | null;
  /** The person cannot be changed: his sign-in is renewed. */
  fixedStaffNo?: boolean;
  onSignedIn?: () => void;
}

/** 工号 and 口令; whoever was given his 口令 goes on to choose one of his own. */
export function SignInForm(props: SignInFormProps): ReactNode {
  const { onSignedIn } = props;
  return useNewcomer() === null ? (
    <CredentialsForm {...props} />
  ) : (
    <NewcomerForm {...(onSignedIn === undefined ? {} : { onSignedIn })} />
  );
}

/** What went wrong in words, and whether caps lock is on. */
function CredentialsForm({ staffNo, fixedStaffNo, onSignedIn }: SignInFormProps): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const server = serverName(useServer().address);
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [capsLock, setCapsLock] = useState(false);
  const password = useRef<InputRef>(null);

  // The form comes back after a failed attempt: what is typed next is the password.
  useEffect(() => {
    if (staffNo !== null) password.current?.focus();
  }, [staffNo]);

  const submit = async ({ staffNo: number, password: secret }: Fields): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const result = await session.signIn(number.trim(), secret);
    setBusy(false);
    if (result.ok) {
      onSignedIn?.();
      return;
    }
    setProblem(result);
    if (result.reason === 'credentials') password.current?.focus({ cursor: 'all' });
  };
  const watchCapsLock = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  const words = problem === null ? null : problemWords(problem, server, new Date(), t);
  const wrong = problem?.reason === 'credentials';
  const underPassword = [wrong ? words?.title : '', capsLock ? t('signIn.capsLock') : '']
    .filter(Boolean)
    .join('');
  return (
    <Form<Fields>
      form={form}
      className={styles['form'] ?? ''}
      layout="vertical"
      requiredMark={false}
      size="large"
      initialValues={{ staffNo: staffNo ?? '', password: '' }}
      validateTrigger="onSubmit"
      onFinish={(fields) => void submit(fields)}
    >
      {words !== null && !wrong && (
        <div className={styles['problem']}>
          <ErrorState
            title={words.title}
            text={words.help}
            tone={problem?.reason === 'unreachable' ? 'soon' : 'bad'}
            {...(words.code === undefined ? {} : { code: words.code })}
          />
        </div>
      )}
      <Form.Item
        name="staffNo"
        label={t('signIn.staffNo')}
        rules={[{ required: true, whitespace: true, message: t('signIn.needStaffNo') }]}
      >
        <Input
          autoComplete="username"
          autoFocus={staffNo === null}
          disabled={fixedStaffNo ?? false}
          maxLength={32}
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.needPassword') }]}
        {...(underPassword === ''
          ? {}
          : { extra: <PasswordNote wrong={wrong}>{underPassword}</PasswordNote> })}
        {...(wrong ? { validateStatus: 'error' as const } : {})}
      >
        <Input.Password
          ref={password}
          autoComplete="current-password"
          maxLength={256}
          onKeyDown={watchCapsLock}
          onKeyUp={watchCapsLock}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {busy ? t('signIn.submitting') : t('signIn.submit')}
      </Button>
    </Form>
  );
}
