import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionStaff } from '../../../shared/api/auth.ts';
import { usePolicy, useSession, useSessionState } from '../../session/react.tsx';
import { LockOutlined } from '../../ui/icons.tsx';
import styles from './entry.module.css';
import { UnlockForm } from './unlock-form.tsx';

/** Nothing is seen and nothing can be done until the password is typed; no network is needed for that. */
export function LockPage({ staff }: { staff: SessionStaff }): ReactNode {
  const { t } = useTranslation();
  useCoveredPage();
  const { passwordAtStart } = usePolicy();
  const atStart = useSessionState().kind === 'locked' && passwordAtStart;
  return (
    <main className={styles['stage']}>
      <div className={styles['locked']}>
        <h1 className={styles['title']}>
          <LockOutlined /> {t('signIn.lock.title')}
        </h1>
        <p className={styles['who']}>{t('signIn.lock.who', { name: staff.name, staffNo: staff.staff_no })}</p>
        <UnlockForm />
        <div className={styles['footer']}>
          <p>{t(atStart ? 'signIn.lock.atStart' : 'signIn.lock.text')}</p>
          <OtherPerson name={staff.name} />
        </div>
      </div>
    </main>
  );
}

/** Drawers and menus hang beside the page; what hangs there is covered too, and no key reaches what is behind. */
function useCoveredPage(): void {
  useEffect(() => {
    const { body } = document;
    const keep = (event: KeyboardEvent): void => event.stopPropagation();
    body.dataset['locked'] = '';
    body.addEventListener('keydown', keep);
    return () => {
      delete body.dataset['locked'];
      body.removeEventListener('keydown', keep);
    };
  }, []);
}

/** Asked in place: a dialog would hang beside the page. */
function OtherPerson({ name }: { name: string }): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button type="link" size="small" className={styles['language'] ?? ''} onClick={() => setAsking(true)}>
        {t('signIn.lock.otherPerson')}
      </Button>
    );
  return (
    <div role="group" aria-label={t('signIn.lock.otherPerson')}>
      <p>{t('signIn.lock.otherBody', { name })}</p>
      <Button size="small" autoFocus onClick={() => setAsking(false)}>
        {t('signIn.lock.stay')}
      </Button>{' '}
      <Button size="small" danger onClick={() => void session.signOut()}>
        {t('signIn.lock.otherConfirm')}
      </Button>
    </div>
  );
}
