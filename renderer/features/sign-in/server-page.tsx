import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerChoice } from '../../../shared/ipc/contract.ts';
import type { Desktop } from '../../platform/types.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { rememberServerInfo } from '../../session/session.ts';
import { useServer } from '../../session/react.tsx';
import { EntryFrame } from './entry-frame.tsx';
import styles from './entry.module.css';
import type { EntryPageProps } from './sign-in-page.tsx';

export interface ServerPageProps extends EntryPageProps {
  desktop: Desktop;
  /** The address is kept; everything begins anew with it. */
  onChosen: () => void;
  /** Absent where there is no server to go back to. */
  onBack?: () => void;
}

type Problem = Exclude<ServerChoice, { kind: 'chosen' }>['reason'];

/** The first step on a new machine: which server. It is asked who it is before its address is kept. */
export function ServerPage(props: ServerPageProps): ReactNode {
  const { t } = useTranslation();
  const { settings } = usePlatform();
  const { address: present } = useServer();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async ({ address }: { address: string }): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const choice = await props.desktop.chooseServer(address);
    setBusy(false);
    if (choice.kind !== 'chosen') return setProblem(choice.reason);
    rememberServerInfo(settings, choice.info);
    props.onChosen();
  };
  return (
    <EntryFrame step={{ current: 'server' }} version={props.version} onOtherLanguage={props.onOtherLanguage}>
      {props.notice !== undefined && <div className={styles['notice']}>{props.notice}</div>}
      <h1 className={styles['title']}>{t('signIn.server.title')}</h1>
      <div className={styles['server']}>{t('signIn.server.hint')}</div>
      <Form<{ address: string }>
        className={styles['form'] ?? ''}
        layout="vertical"
        requiredMark={false}
        size="large"
        initialValues={{ address: present ?? '' }}
        validateTrigger="onSubmit"
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item
          name="address"
          label={t('signIn.server.address')}
          rules={[{ required: true, whitespace: true, message: t('signIn.server.need') }]}
          {...(problem === null
            ? {}
            : {
                validateStatus: 'error' as const,
                help: <span role="alert">{t(`signIn.server.${problem}`)}</span>,
              })}
        >
          <Input autoFocus maxLength={300} placeholder={t('signIn.server.example')} spellCheck={false} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {busy ? t('signIn.server.checking') : t('signIn.server.check')}
        </Button>
        {props.onBack !== undefined && (
          <Button type="link" block onClick={props.onBack}>
            {t('signIn.server.back')}
          </Button>
        )}
      </Form>
      {props.onBack !== undefined && <p className={styles['footer']}>{t('signIn.server.footer')}</p>}
    </EntryFrame>
  );
}
