import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionState } from '../../session/react.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Asks for the password again without leaving the screen; what is open and unsent stays. */
export function RenewSignIn({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const state = useSessionState();
  if (state.kind !== 'signedIn') return null;
  return (
    <Modal
      open={open}
      title={t('sync.signInAgain')}
      footer={null}
      width={408}
      destroyOnHidden
      onCancel={onClose}
    >
      <SignInForm staffNo={state.staff.staff_no} fixedStaffNo onSignedIn={onClose} />
    </Modal>
  );
}
